package io.crmesh.customer.number;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.batching.GroupCommit;
import io.crmesh.platform.batching.GroupCommit.Outcome;
import io.crmesh.platform.keys.Keys;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Base64;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.springframework.stereotype.Repository;

/**
 * Repository of CRM numbers, each reserved for one customer and never again: the first insert of a number wins. The
 * numbers that are tried for a customer follow from its id under a secret key, so that a repeated registration finds its
 * own, and numbers cannot be guessed.
 */
@Repository
public class CrmNumbers {

    private static final BigInteger NINE_DIGITS = BigInteger.valueOf(1_000_000_000);

    private final MongoCollection<BsonDocument> reservations;
    private final GroupCommit inserts;
    private final Keys keys;

    CrmNumbers(MongoDatabase database, Keys keys) {
        this.reservations = database.getCollection("reservations", BsonDocument.class);
        this.inserts = new GroupCommit(reservations);
        this.keys = keys;
    }

    /** Reserves the next free number for this customer. */
    public CrmNumber next(String customer) {
        for (int attempt = 0; ; attempt++) {
            var number = candidate(customer, attempt);
            if (reserve(number, customer)) {
                return number;
            }
        }
    }

    /** Reserves exactly this number, unless another customer has it. */
    public CrmNumber take(CrmNumber wanted, String customer) {
        if (!reserve(wanted, customer)) {
            throw new RuleBroken("crm-number-taken", "Another customer has this CRM number");
        }
        return wanted;
    }

    /** Whether no customer has or had this number. */
    public boolean isFree(CrmNumber number) {
        return reservations.find(eq(key(number))).first() == null;
    }

    private static String key(CrmNumber number) {
        return "crm-number:" + number.value();
    }

    private CrmNumber candidate(String customer, int attempt) {
        var random = Base64.getUrlDecoder().decode(keys.signature("crm-number", customer + ":" + attempt));
        return CrmNumber.of(new BigInteger(1, random).mod(NINE_DIGITS).intValue());
    }

    private boolean reserve(CrmNumber number, String customer) {
        var id = key(number);
        var reservation = new BsonDocument("_id", new BsonString(id)).append("owner", new BsonString(customer));
        if (inserts.insert(reservation) == Outcome.WRITTEN) {
            return true;
        }
        var holder = reservations.find(eq(id)).first();
        if (holder == null) {
            throw new Busy("The CRM number could not be reserved: repeat it", Duration.ofSeconds(1));
        }
        return holder.getString("owner").getValue().equals(customer);
    }
}
