package io.crmesh.customer.imports.mapping;

import io.crmesh.customer.consent.ConsentState;
import io.crmesh.customer.contact.Phone;
import io.crmesh.customer.registry.profile.Gender;
import io.crmesh.customer.registry.profile.Kind;
import io.crmesh.customer.registry.profile.Stage;
import io.crmesh.customer.text.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Words that stand in files for what we name by one word of our own, in any case, in English, German and Chinese. */
final class Words {

    private static final List<String> YES =
            List.of("yes", "y", "true", "t", "1", "x", "on", "ja", "wahr", "是", "subscribed", "opted in", "granted");
    private static final List<String> NO =
            List.of("no", "n", "false", "f", "0", "off", "nein", "falsch", "否", "not subscribed", "denied");

    private static final Map<String, Boolean> BOOLEANS = words(Map.of(true, YES, false, NO));

    private static final Map<String, Kind> KINDS = words(Map.of(
            Kind.PERSON, List.of("person", "individual", "contact", "people", "private", "privat", "个人"),
            Kind.ORGANIZATION,
                    List.of(
                            "organization",
                            "organisation",
                            "company",
                            "business",
                            "account",
                            "firma",
                            "unternehmen",
                            "公司",
                            "企业",
                            "组织")));

    private static final Map<String, Stage> STAGES = words(Map.of(
            Stage.LEAD,
                    List.of(
                            "lead",
                            "new",
                            "open",
                            "open not contacted",
                            "in progress",
                            "working",
                            "working contacted",
                            "contacted",
                            "attempted to contact",
                            "connected",
                            "nurturing",
                            "subscriber",
                            "prospect",
                            "marketing qualified lead",
                            "marketingqualifiedlead",
                            "neu",
                            "offen",
                            "interessent",
                            "线索",
                            "潜在客户",
                            "新线索"),
            Stage.QUALIFIED,
                    List.of(
                            "qualified",
                            "sales qualified lead",
                            "salesqualifiedlead",
                            "opportunity",
                            "open deal",
                            "qualifiziert",
                            "已确认",
                            "商机"),
            Stage.CUSTOMER,
                    List.of("customer", "client", "evangelist", "closed converted", "converted", "kunde", "客户", "已成交"),
            Stage.DORMANT, List.of("dormant", "inactive", "inaktiv", "ruhend", "沉睡"),
            Stage.LOST, List.of("lost", "churned", "former customer", "verloren", "流失"),
            Stage.DISQUALIFIED,
                    List.of(
                            "disqualified",
                            "unqualified",
                            "closed not converted",
                            "bad timing",
                            "unqualifiziert",
                            "无效")));

    private static final Map<String, Gender> GENDERS = words(Map.of(
            Gender.FEMALE, List.of("female", "f", "w", "woman", "weiblich", "frau", "女", "女性"),
            Gender.MALE, List.of("male", "m", "man", "männlich", "mann", "herr", "男", "男性"),
            Gender.OTHER, List.of("other", "d", "diverse", "divers", "non binary", "nonbinary", "x", "其他")));

    private static final Map<String, ConsentState> CONSENTS = words(Map.of(
            ConsentState.UNKNOWN, List.of("unknown", "unspecified", "unbekannt", "未知"),
            ConsentState.PENDING, List.of("pending", "unconfirmed", "ausstehend", "待确认"),
            ConsentState.EXPIRED, List.of("expired", "abgelaufen", "已过期"),
            ConsentState.GRANTED, List.of("granted", "subscribed", "opted in", "erteilt", "同意", "已订阅"),
            ConsentState.DENIED, List.of("denied", "not subscribed", "refused", "verweigert", "拒绝", "未订阅"),
            ConsentState.WITHDRAWN, List.of("withdrawn", "unsubscribed", "opted out", "widerrufen", "撤回", "已退订")));

    private static final Map<String, Phone.Type> PHONES = words(Map.of(
            Phone.Type.MOBILE, List.of("mobile", "cell", "mobil", "handy", "iphone", "手机"),
            Phone.Type.LANDLINE, List.of("home", "work", "landline", "main", "privat", "geschäftlich", "家庭", "工作")));

    private Words() {}

    static Optional<Boolean> yesOrNo(String text) {
        return Optional.ofNullable(BOOLEANS.get(key(text)));
    }

    static Optional<Kind> kind(String text) {
        return Optional.ofNullable(KINDS.get(key(text)));
    }

    static Optional<Stage> stage(String text) {
        return Optional.ofNullable(STAGES.get(key(text)));
    }

    static Optional<Gender> gender(String text) {
        return Optional.ofNullable(GENDERS.get(key(text)));
    }

    /** The state of a consent, by its own name or by yes or no. */
    static Optional<ConsentState> consent(String text) {
        return Optional.ofNullable(CONSENTS.get(key(text)))
                .or(() -> yesOrNo(text).map(yes -> yes ? ConsentState.GRANTED : ConsentState.DENIED));
    }

    static Optional<Phone.Type> phone(String label) {
        return Optional.ofNullable(PHONES.get(key(label)));
    }

    private static <T> Map<String, T> words(Map<T, List<String>> meanings) {
        var words = new HashMap<String, T>();
        meanings.forEach((meaning, spoken) -> spoken.forEach(word -> words.put(key(word), meaning)));
        return Map.copyOf(words);
    }

    /** Google puts a star before the label that comes first. */
    private static String key(String text) {
        return Texts.folded(text.replace('_', ' ').replace("*", ""));
    }
}
