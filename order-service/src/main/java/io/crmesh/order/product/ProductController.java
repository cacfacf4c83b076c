package io.crmesh.order.product;

import io.crmesh.platform.Command;
import io.crmesh.platform.accesslog.NotAudited;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.record.RecordController;
import io.crmesh.platform.record.RecordReads;
import io.crmesh.web.PlainText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** REST controller for products. */
@NotAudited
@Needs("orders")
@RestController
@RequestMapping("/api/products")
class ProductController extends RecordController<Product, ProductView> {

    /** Request: adds a product, which is sold in pieces and active if nothing else is said. */
    record AddProduct(
            @NotBlank @PlainText @Size(max = 100) String sku,
            @NotBlank @PlainText @Size(max = 200) String name,
            @NotNull Kind kind,
            @Nullable @PlainText @Size(min = 1, max = 100) String category,
            @Nullable Unit unit,
            @Nullable Boolean active) {

        Product.Description description() {
            return new Product.Description(name, kind, category, Unit.orPiece(unit), active == null || active);
        }
    }

    private final ProductService service;

    ProductController(ProductService service, Products products, RecordReads reads) {
        super(products, ProductList.LIST, ProductView::of, reads);
        this.service = service;
    }

    @ResponseStatus(HttpStatus.CREATED)
    @PostMapping
    ResponseEntity<ProductView> add(Command command, @Valid @RequestBody AddProduct request) {
        return created(service.add(command, request.sku().strip(), request.description()));
    }

    @PatchMapping("/{id}")
    ResponseEntity<ProductView> change(
            @PathVariable ProductId id, Command command, @Valid @RequestBody ChangeProduct request) {
        return changed(service.describe(id, command, request));
    }
}
