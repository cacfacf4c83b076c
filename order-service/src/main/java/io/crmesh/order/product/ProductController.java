package io.crmesh.order.product;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.platform.Command;
import io.crmesh.platform.Scope;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.history.Histories;
import io.crmesh.platform.history.HistoryView;
import io.crmesh.platform.list.Column;
import io.crmesh.platform.list.CsvExport;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.list.Pages;
import io.crmesh.platform.store.Keys;
import io.crmesh.platform.web.Answers;
import io.crmesh.platform.web.Impersonal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.bson.BsonType;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The products that are sold. */
@Impersonal
@Needs("orders")
@RestController
@RequestMapping("/api/products")
class ProductController {

    /** A new product; it is sold unless it says otherwise. */
    record AddProduct(
            @NotBlank @Size(max = 100) String sku,
            @NotBlank @Size(max = 200) String name,
            @NotNull Kind kind,
            @Nullable @Size(min = 1, max = 100) String category,
            @Nullable Boolean active) {

        Product.Description description() {
            return new Product.Description(name, kind, category, active == null || active);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProductView(
            String id,
            String sku,
            String name,
            Kind kind,
            @Nullable String category,
            boolean active) {
        static ProductView of(Product product) {
            return new ProductView(
                    product.id().value(),
                    product.sku(),
                    product.name(),
                    product.kind(),
                    product.category(),
                    product.active());
        }
    }

    /** Products belong to no customer, so whoever may see products sees them all. */
    private static final Scope EVERYBODY = new Scope.All();

    private static final List<Column<Product>> COLUMNS = List.of(
            new Column<>("sku", Product::sku),
            new Column<>("id", product -> product.id().value()),
            new Column<>("name", Product::name),
            new Column<>("kind", Product::kind),
            new Column<>("category", Product::category),
            new Column<>("active", Product::active));

    private final ProductDesk desk;
    private final Products products;
    private final Histories histories;
    private final Listing listing;

    ProductController(ProductDesk desk, Products products, Histories histories, Keys keys) {
        this.desk = desk;
        this.products = products;
        this.histories = histories;
        this.listing = Listing.signedBy(text -> keys.signature("products-list", text))
                .text("sku", "state.sku")
                .text("category", "state.category")
                .oneOf("kind", "state.kind", Kind.class)
                .flag("active", "state.active")
                .prefix("name", "find.name", name -> name.toLowerCase(Locale.ROOT))
                .sortedBy("sku", "state.sku", BsonType.STRING)
                .sortedBy("name", "find.name", BsonType.STRING)
                .sortedAtFirst("sku");
    }

    @PostMapping
    ResponseEntity<ProductView> add(Command command, @Valid @RequestBody AddProduct wish) {
        var saved = desk.add(command, wish.sku(), wish.description());
        return Answers.created(URI.create("/api/products/" + saved.state().id().value()), saved, ProductView::of);
    }

    @PatchMapping("/{id}")
    ResponseEntity<ProductView> change(
            @PathVariable ProductId id, Command command, @Valid @RequestBody ChangeProduct wish) {
        return Answers.ok(desk.describe(id, command, wish), ProductView::of);
    }

    @GetMapping("/{id}")
    ResponseEntity<ProductView> show(@PathVariable ProductId id, @RequestParam @Nullable Instant asOf) {
        var read = asOf == null ? products.get(id.value(), EVERYBODY) : products.asOf(id.value(), asOf, EVERYBODY);
        return Answers.ok(read, ProductView::of);
    }

    @GetMapping
    ResponseEntity<Pages.Items<ProductView>> list(ListRequest request) {
        return Pages.answer(
                request, products.list(EVERYBODY, request.query(listing)), read -> ProductView.of(read.state()));
    }

    @Needs("orders:export")
    @GetMapping(path = "/export", produces = "text/csv")
    ResponseEntity<StreamingResponseBody> export(ListRequest request) {
        var query = request.query(listing);
        return CsvExport.answer(
                "products.csv", COLUMNS, () -> products.stream(EVERYBODY, query).map(Versioned::state));
    }

    @GetMapping("/{id}/history")
    HistoryView.Items history(
            @PathVariable ProductId id,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(defaultValue = "0") @Min(0) long below) {
        return histories.of(products.history(id.value(), below, limit, EVERYBODY), ProductView::of);
    }
}
