package io.crmesh.platform.store;

import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.event.Personal;
import io.crmesh.platform.list.ListField;
import io.crmesh.platform.list.RecordList;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sample aggregate of the store's tests: a wallet with a balance. */
public record Wallet(
        @Personal(Personal.Kind.SEARCHABLE) String holder,
        @Personal String email,
        String customer,
        long balance,
        int moves) {

    sealed interface WalletEvent extends Event {

        record Opened(@Personal String holder, @Personal String email, String customer, Instant occurredAt)
                implements WalletEvent {}

        record Moved(long amount, Instant occurredAt) implements WalletEvent {}

        record Withdrawn(Instant occurredAt) implements WalletEvent {}

        @Override
        default String type() {
            return switch (this) {
                case Opened _ -> "wallet.opened";
                case Moved _ -> "wallet.moved";
                case Withdrawn _ -> "wallet.withdrawn";
            };
        }
    }

    static final RecordList<Wallet> LIST = RecordList.of(
            "wallets",
            "customer",
            ListField.customer("customer", Wallet::customer).filters().sorts(),
            ListField.text("holder", Wallet::holder).filters(),
            ListField.<Wallet>token("email", "email", typed -> typed),
            ListField.number("balance", Wallet::balance)
                    .at("find.balance")
                    .filters()
                    .sorts(),
            ListField.number("moves", Wallet::moves).filters());

    static final AggregateType<Wallet, WalletEvent> TYPE = AggregateType.of(
                    "wallet", "wallets", "wal_", Wallet.class, Wallet::fold)
            .keyedBy(Wallet::customer)
            .accessibleTo(wallet -> new RecordOwner(wallet.customer(), null, null))
            .foundByToken(wallet -> List.of(new AggregateType.Token("email", wallet.email())))
            .foundBy(wallet -> Map.of("balance", wallet.balance()))
            .listedBy(LIST);

    static @Nullable Wallet fold(@Nullable Wallet wallet, WalletEvent event) {
        return switch (event) {
            case WalletEvent.Opened opened -> new Wallet(opened.holder(), opened.email(), opened.customer(), 0, 0);
            case WalletEvent.Moved moved
            when wallet != null ->
                new Wallet(
                        wallet.holder,
                        wallet.email,
                        wallet.customer,
                        wallet.balance + moved.amount(),
                        wallet.moves + 1);
            case WalletEvent.Moved _, WalletEvent.Withdrawn _ -> null;
        };
    }
}
