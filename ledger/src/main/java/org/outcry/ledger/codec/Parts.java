package org.outcry.ledger.codec;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.instrument.Product.Fees;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.ledger.codec.sbe.FeeScheduleDecoder;
import org.outcry.ledger.codec.sbe.FeeScheduleEncoder;
import org.outcry.ledger.codec.sbe.GroupSizeEncodingDecoder;
import org.outcry.ledger.codec.sbe.MarketDecoder;
import org.outcry.ledger.codec.sbe.MarketEncoder;
import org.outcry.ledger.codec.sbe.SettingsDecoder;
import org.outcry.ledger.codec.sbe.SettingsEncoder;
import org.outcry.ledger.codec.sbe.TermsDecoder;
import org.outcry.ledger.codec.sbe.TermsEncoder;

/** Composites that several messages share. */
final class Parts {
    private static final int GROUP_HEADER = GroupSizeEncodingDecoder.ENCODED_LENGTH;

    private Parts() {}

    static void write(TermsEncoder to, OrderTerms terms) {
        to.type(Codes.of(terms.type()))
                .timeInForce(Codes.of(terms.timeInForce()))
                .quantity(terms.quantity())
                .limitTicks(terms.limitTicks())
                .stopTicks(terms.stopTicks())
                .trailTicks(terms.trailTicks())
                .maxShow(terms.maxShow())
                .expireNanos(terms.expireNanos());
    }

    static OrderTerms read(TermsDecoder from) {
        return new OrderTerms(
                Codes.of(from.type()),
                Codes.of(from.timeInForce()),
                from.quantity(),
                from.limitTicks(),
                from.stopTicks(),
                from.trailTicks(),
                from.maxShow(),
                from.expireNanos());
    }

    static void write(MarketEncoder to, MarketSnapshot market) {
        to.contractId(market.contractId())
                .sequence(market.sequence())
                .timeNanos(market.timeNanos())
                .bidTicks(market.bidTicks())
                .askTicks(market.askTicks())
                .lastTicks(market.lastTicks())
                .lastSize(market.lastSize())
                .volume(market.volume());
    }

    static MarketSnapshot read(MarketDecoder from, Depth bids, Depth asks) {
        return new MarketSnapshot(
                from.contractId(),
                from.sequence(),
                from.timeNanos(),
                from.bidTicks(),
                from.askTicks(),
                from.lastTicks(),
                from.lastSize(),
                from.volume(),
                bids,
                asks);
    }

    /** Writes a group of int32 sizes at {@code offset} and returns its end. All depth groups have this one shape. */
    static int writeDepth(MutableDirectBuffer buffer, int offset, Depth depth) {
        int levels = depth.levels();
        buffer.putShort(offset, (short) Integer.BYTES, LITTLE_ENDIAN);
        buffer.putShort(offset + Short.BYTES, (short) levels, LITTLE_ENDIAN);
        int at = offset + GROUP_HEADER;
        for (int level = 0; level < levels; level++) {
            buffer.putInt(at, depth.size(level), LITTLE_ENDIAN);
            at += Integer.BYTES;
        }
        return at;
    }

    /** Answers {@code previous} itself when it is what the group holds. */
    static Depth readDepth(DirectBuffer buffer, int offset, Depth previous) {
        int levels = levels(buffer, offset);
        int level = 0;
        if (levels == previous.levels()) {
            while (level < levels && size(buffer, offset, level) == previous.size(level)) {
                level++;
            }
            if (level == levels) {
                return previous;
            }
        }
        int[] sizes = new int[levels];
        for (level = 0; level < levels; level++) {
            sizes[level] = size(buffer, offset, level);
        }
        return Depth.of(sizes);
    }

    private static int size(DirectBuffer buffer, int offset, int level) {
        return buffer.getInt(offset + GROUP_HEADER + level * Integer.BYTES, LITTLE_ENDIAN);
    }

    static int depthLength(DirectBuffer buffer, int offset) {
        return GROUP_HEADER + levels(buffer, offset) * Integer.BYTES;
    }

    private static int levels(DirectBuffer buffer, int offset) {
        int blockLength = buffer.getShort(offset, LITTLE_ENDIAN) & 0xFFFF;
        int levels = buffer.getShort(offset + Short.BYTES, LITTLE_ENDIAN) & 0xFFFF;
        if (blockLength != Integer.BYTES || levels > Depth.MAX_LEVELS) {
            throw new IllegalArgumentException("depth of " + levels + " levels, " + blockLength + " bytes each");
        }
        return levels;
    }

    static void write(SettingsEncoder to, AccountSettings settings) {
        to.entryLatencyNanos(settings.entryLatencyNanos())
                .latencyJitterPercent(settings.latencyJitterPercent())
                .fillModel(Codes.of(settings.fillModel()))
                .triggerSource(Codes.of(settings.triggerSource()))
                .stopSlippageTicks(settings.stopSlippageTicks())
                .immediateFills(Codes.of(settings.immediateFills()))
                .dayOrdersExpire(Codes.of(settings.dayOrdersExpire()))
                .maxOrderQuantity(settings.maxOrderQuantity())
                .maxPositionQuantity(settings.maxPositionQuantity())
                .marginPercent(settings.marginPercent());
    }

    static AccountSettings read(SettingsDecoder from) {
        return new AccountSettings(
                from.entryLatencyNanos(),
                from.latencyJitterPercent(),
                Codes.of(from.fillModel()),
                Codes.of(from.triggerSource()),
                from.stopSlippageTicks(),
                Codes.of(from.immediateFills()),
                Codes.of(from.dayOrdersExpire()),
                from.maxOrderQuantity(),
                from.maxPositionQuantity(),
                from.marginPercent());
    }

    static void write(FeeScheduleEncoder to, Fees fees) {
        to.exchangeMicros(fees.exchangeMicros())
                .clearingMicros(fees.clearingMicros())
                .nfaMicros(fees.nfaMicros())
                .brokerageMicros(fees.brokerageMicros())
                .commissionMicros(fees.commissionMicros());
    }

    static Fees read(FeeScheduleDecoder from) {
        return new Fees(
                from.exchangeMicros(),
                from.clearingMicros(),
                from.nfaMicros(),
                from.brokerageMicros(),
                from.commissionMicros());
    }
}
