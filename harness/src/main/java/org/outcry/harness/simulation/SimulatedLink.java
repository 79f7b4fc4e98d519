package org.outcry.harness.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.outcry.desk.rpc.DeskOperations;
import org.outcry.harness.world.Chance;
import org.outcry.harness.world.World;
import org.outcry.harness.world.World.Part;
import org.outcry.link.DeskLink;
import org.outcry.link.DeskReply;
import org.outcry.link.DeskRequest;
import org.outcry.link.LinkLimits;

/**
 * The wire between a gateway and a desk: everything takes time, and when it is cut, nobody knows what had arrived. It hands over
 * each request at most once and answers each exactly once.
 */
final class SimulatedLink implements DeskLink {
    private final World world;
    private final DeskOperations desk;
    private final Chance chance;
    private final Map<Long, Listener> underWay = new LinkedHashMap<>();
    private boolean cut;

    SimulatedLink(World world, DeskOperations desk, Chance chance) {
        this.world = world;
        this.desk = desk;
        this.chance = chance;
    }

    @Override
    public Hello hello() {
        return new Hello(LinkLimits.PROTOCOL, "1.13.9", "Simulated");
    }

    @Override
    public void request(DeskRequest request, Listener listener) {
        if (cut) {
            listener.onLost();
            return;
        }
        underWay.put(request.id(), listener);
        // The desk may go on with what had arrived when the link is cut.
        world.after(
                Part.NODE,
                delay(),
                () -> desk.run(request, new Listener() {
                    @Override
                    public void onReply(DeskReply reply) {
                        world.after(Part.GATEWAY, delay(), () -> arrived(request.id(), reply));
                    }

                    @Override
                    public void onLost() {
                        throw new IllegalStateException("an embedded desk cannot be lost");
                    }
                }));
    }

    private void arrived(long id, DeskReply reply) {
        Listener listener = underWay.remove(id);
        if (listener != null) {
            listener.onReply(reply);
        }
    }

    /** Everything under way is lost to the gateway. */
    void cut() {
        cut = true;
        List<Listener> lost = List.copyOf(underWay.values());
        underWay.clear();
        lost.forEach(Listener::onLost);
    }

    private long delay() {
        return chance.between(50_000L, 4_000_000L);
    }

    @Override
    public void wantQuotes(Set<String> instruments) {
        // No socket is open in the simulation, so no quote is wanted.
    }

    @Override
    public void wantEvents(Set<String> users) {
        // No socket is open in the simulation, so no event is wanted.
    }
}
