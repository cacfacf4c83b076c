package io.crmesh.order.product;

import static io.crmesh.platform.list.ListField.code;
import static io.crmesh.platform.list.ListField.flag;
import static io.crmesh.platform.list.ListField.prefix;
import static io.crmesh.platform.list.ListField.text;

import io.crmesh.platform.list.RecordList;
import java.util.Locale;

/** The list of products, one line per field. Names are searched and sorted in lower case. */
final class ProductList {

    static final RecordList<ProductView> LIST = RecordList.of(
            "products",
            "sku",
            text("sku", ProductView::sku).identifies().sorts().fixed(),
            text("id", ProductView::id),
            text("name", ProductView::name).at("find.name").sorts(),
            prefix("name", "find.name", name -> name.toLowerCase(Locale.ROOT)),
            code("kind", Kind.class, ProductView::kind).filters(),
            text("category", ProductView::category).filtersCoarsely(),
            code("unit", Unit.class, ProductView::unit),
            flag("active", ProductView::active).filters());

    private ProductList() {}
}
