package org.outcry.link;

import static org.outcry.link.Operation.Route.get;
import static org.outcry.link.Operation.read;
import static org.outcry.link.Parameter.Type.INTEGER;
import static org.outcry.link.Parameter.Type.STRING;

import java.util.List;

/** Rows of executions. */
final class ExecutionsTable {
    private static final String TAG = "executions";

    static final List<Operation> ROWS = List.of(
            read(TAG, "ListExecutions", "Recent fills of one account.", get(Paths.ACCOUNT + "/executions"))
                    .takes(
                            Parameters.ACCOUNT,
                            Parameter.query(
                                            "lookbackTime",
                                            INTEGER,
                                            "Seconds to look back; more than the most counts as it.")
                                    .initially("320")
                                    .atLeast("1")
                                    .atMost("900"))
                    .bulk()
                    .answers("Executions")
                    .refuses("invalid_account", "egress_limited"),
            read(TAG, "GetExecution", "One fill.", get(Paths.ACCOUNT + "/executions/{executionId}"))
                    .takes(
                            Parameters.ACCOUNT,
                            Parameter.path("executionId", STRING, "Execution id of 32 hex characters.")
                                    .example("9a41c0de77f24d0b8a1e5b6c7d8e9f01"))
                    .answers("ExecutionReply")
                    .refuses("invalid_account", "execution_not_found"),
            read(TAG, "GetExecutionsByOrderId", "The fills of one order.", get(Paths.ORDER + "/executions"))
                    .takes(Parameters.ACCOUNT, Parameters.ORDER_ID)
                    .bulk()
                    .answers("Executions")
                    .refuses("invalid_account", "order_not_found", "egress_limited"));

    private ExecutionsTable() {}
}
