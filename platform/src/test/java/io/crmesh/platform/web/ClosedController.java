package io.crmesh.platform.web;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Forgot to say what one needs here. */
@RestController
class ClosedController {

    @GetMapping("/closed")
    String look() {
        return "secret";
    }
}
