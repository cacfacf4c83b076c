package io.crmesh.platform.web;

import io.crmesh.platform.testing.TestIssuer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.ContextConfiguration;

/** Marks a test against {@link ParcelShop}, by MockMvc or through its real port; all share one context. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = ParcelShop.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "crm.name=parcels",
            "crm.http.concurrent=4",
            "crm.http.body-timeout=1s",
            "crm.http.look-ups-at-once=5",
            "crm.http.look-ups-per-minute=1"
        })
@AutoConfigureMockMvc
@ContextConfiguration(initializers = TestIssuer.class)
@interface WebTest {}
