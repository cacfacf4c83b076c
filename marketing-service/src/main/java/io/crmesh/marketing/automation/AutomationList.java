package io.crmesh.marketing.automation;

import static io.crmesh.platform.list.ListField.code;
import static io.crmesh.platform.list.ListField.number;
import static io.crmesh.platform.list.ListField.text;

import io.crmesh.marketing.automation.Automation.Stage;
import io.crmesh.platform.list.RecordList;

/** The list of automations, one line per field. */
final class AutomationList {

    static final RecordList<AutomationView> LIST = RecordList.of(
            "automations",
            "name",
            text("id", AutomationView::id),
            text("name", AutomationView::name).sorts(),
            text("trigger", AutomationView::trigger).filters(),
            code("state", Stage.class, AutomationView::state).at("state.stage").filters(),
            number("version", AutomationView::version));

    private AutomationList() {}
}
