package io.crmesh.benchmarks.plain;

import org.springframework.data.repository.CrudRepository;

/** Repository of orders. */
interface Orders extends CrudRepository<Order, String> {}
