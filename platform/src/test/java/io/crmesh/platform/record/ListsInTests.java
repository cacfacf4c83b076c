package io.crmesh.platform.record;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** Lets the small service of the web tests be asked for lists, too. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(ListConfiguration.class)
public class ListsInTests {}
