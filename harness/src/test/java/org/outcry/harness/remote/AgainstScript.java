package org.outcry.harness.remote;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a remote desk against a server that answers as it is told; each connects the desk itself. */
abstract class AgainstScript {
    @TempDir
    Path directory;

    ScriptedRemote far;
    NearDesk near;

    @BeforeEach
    void start() throws Exception {
        far = new ScriptedRemote();
    }

    @AfterEach
    void stop() throws Exception {
        near.close();
        far.close();
    }
}
