package io.crmesh.gateway.identity;

/** Repository whose queries need indexes. They are created before the gateway is ready. */
public interface IndexedRepository {

    /** Creates the indexes; repeating it changes nothing. */
    void createIndexes();
}
