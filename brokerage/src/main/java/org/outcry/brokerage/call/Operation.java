package org.outcry.brokerage.call;

import java.util.function.Consumer;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Call;

/** What happens when an operation is called. It answers exactly once, now or later, on any thread. */
@FunctionalInterface
public interface Operation {
    void run(Call call, Consumer<Answer> answer);
}
