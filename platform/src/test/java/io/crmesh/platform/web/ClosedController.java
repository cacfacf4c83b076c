package io.crmesh.platform.web;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A controller without a declared permission. */
@RestController
class ClosedController {

    @GetMapping("/closed")
    String look() {
        return "secret";
    }
}
