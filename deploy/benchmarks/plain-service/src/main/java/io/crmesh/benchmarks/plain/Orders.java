package io.crmesh.benchmarks.plain;

import org.springframework.data.repository.CrudRepository;

/** The orders we have. */
interface Orders extends CrudRepository<Order, String> {}
