import Foundation
import Manifests
import TestSupport
import Testing

/// The member's script against programs that only write down how they were called.
@Suite(.enabled(if: ManifestTools.areWanted, "Tests/install brings shellcheck"))
struct EntrypointTests {
    /// One run of the script: its folder of data, its stubs, what they wrote down.
    private final class Run {
        let scratch: Scratch
        private let values: ValueSet

        var data: String { "\(scratch.path)/data" }

        init(_ values: ValueSet) throws {
            self.values = values
            scratch = try Scratch()
            for program in ["gs_guc", "gs_ctl", "gs_initdb", "gsql", "patroni"] { try stub(program, "") }
            try stub("gs_initdb", #"echo 9.2 >"$2/PG_VERSION""# + "\n" + passwordCheck)
            try stub("sleep", "exit 1", isRecorded: false)
            try stub(
                "getent",
                #"while read -r name address; do [[ $name != "$2" ]] || { echo "$address STREAM"; exit; }; done <\#(scratch.path)/hosts; exit 2"#,
                isRecorded: false
            )
            try hosts(["dbsrv2.platform.svc": "192.168.1.186", "dbsrv3.platform.svc": "192.168.1.187"])
            try stub("timeout", "exit 1", isRecorded: false)
        }

        /// Writes down the mode, the text and the path of the password's file.
        var passwordCheck: String {
            #"for word; do [[ $word != --pwfile=* ]] || { stat -c %a "${word#*=}"; cat "${word#*=}"; "#
                + #"echo "${word#*=}"; }; done >\#(scratch.path)/password"#
        }

        func stub(_ name: String, _ body: String, isRecorded: Bool = true) throws {
            let record = #"{ printf '%s' \#(name); printf ' [%s]' "$@"; echo; } >>\#(scratch.path)/calls"#
            let text = "#!/bin/bash\n\(isRecorded ? record : "")\n\(body)\n"
            try scratch.write(text, to: name, isExecutable: true)
        }

        func hosts(_ hosts: [String: String]) throws {
            try scratch.write(hosts.map { "\($0) \($1)\n" }.joined(), to: "hosts")
        }

        /// Data as an earlier run left them.
        func hasData() throws {
            try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
            try scratch.write("9.2\n", to: "data/PG_VERSION")
        }

        /// Runs it as the named member and answers the calls, the data's folder as DATA.
        func calls(
            mode: String = "primary",
            peers: String = "dbsrv2.platform.svc,dbsrv3.platform.svc",
            exitCode: Int32 = 0
        ) throws -> [String] {
            let script = try scratch.write(values.stack().text(of: .entrypoint) ?? "", to: "entrypoint.sh")
            let outcome = try Command([
                "env", "-i", "PATH=\(scratch.path):/usr/bin:/bin", "HOST_NAME=db1", "HOST_IP=192.168.2.162",
                "PEER_IPS=\(peers)", "PORT=5432", "SERVER_MODE=\(mode)", "PGDATA=\(data)", "GS_PASSWORD=It's@123",
                "PEER_WAIT=0", "bash", script,
            ]).run(limit: 60)
            #expect(outcome.exitCode == exitCode, "\(outcome.errors)")
            return try scratch.read("calls").replacingOccurrences(of: data, with: "DATA")
                .split(separator: "\n").map(String.init)
        }
    }

    private func connection(_ number: Int, to address: String, by verb: String = "set") -> String {
        "gs_guc [\(verb)] [-D] [DATA] [-c] [replconninfo\(number) = 'localhost=192.168.2.162 localport=5433 "
            + "localheartbeatport=5434 localservice=5436 remotehost=\(address) remoteport=5433 "
            + "remoteheartbeatport=5434 remoteservice=5436']"
    }

    private func setting(_ text: String) -> String { "gs_guc [set] [-D] [DATA] [-c] [\(text)]" }

    /// The guide's stack with another choice of replication.
    private func guide(_ replication: ManifestValues.Replication) -> ValueSet {
        ValueSet(name: replication.rawValue, text: ValueSet.guide.text + "\nreplication: \(replication.rawValue)\n")
    }

    @Test(arguments: ValueSet.all.filter { $0.text.contains("database: opengauss") })
    func `shellcheck has nothing to say`(values: ValueSet) throws {
        let scratch = try Scratch()
        let file = try scratch.write(values.stack().text(of: .entrypoint) ?? "", to: "entrypoint.sh")
        let outcome = try Command(["shellcheck", file]).run(limit: 60)
        #expect(outcome.exitCode == 0, "\(outcome.output)")
    }

    @Test func `the commands are the guide's, one replconninfo for each peer`() throws {
        let run = try Run(guide(.strict))
        try run.hasData()
        #expect(
            try run.calls() == [
                setting("listen_addresses = '192.168.2.162'"),
                connection(1, to: "192.168.1.186"),
                connection(2, to: "192.168.1.187"),
                setting("synchronous_commit=on"),
                setting("synchronous_standby_names = '*'"),
                "patroni [/etc/patroni/patroni.yml]",
            ]
        )
        let hosts = try run.scratch.read("data/pg_hba.conf").split(separator: "\n").map(String.init)
        #expect(
            hosts == [
                "local all all trust",
                "host all all 127.0.0.1/32 sha256",
                "host all all 192.168.2.162/32 sha256",
                "host all omm .dbsrv2.platform.svc.cluster.local trust",
                "host replication omm .dbsrv2.platform.svc.cluster.local trust",
                "host all omm .dbsrv3.platform.svc.cluster.local trust",
                "host replication omm .dbsrv3.platform.svc.cluster.local trust",
                "host replication patroni 0.0.0.0/0 sha256",
                "host all all 0.0.0.0/0 sha256",
            ]
        )
    }

    @Test(arguments: [
        (ManifestValues.Replication.asynchronous, ["synchronous_commit=local", "synchronous_standby_names = ''"]),
        (.synchronous, ["synchronous_commit=on", "synchronous_standby_names = '*'", "most_available_sync = on"]),
        (.strict, ["synchronous_commit=on", "synchronous_standby_names = '*'"]),
    ])
    func `replication is as chosen`(replication: ManifestValues.Replication, settings: [String]) throws {
        let run = try Run(guide(replication))
        try run.hasData()
        let calls = try run.calls().filter { $0.contains("sync") }
        #expect(calls == settings.map(setting))
    }

    @Test func `parameters arrive as they were written`() throws {
        let run = try Run(
            ValueSet(
                name: "own",
                text: ValueSet.guide.text + "\nparameters: {a: 1GB, b: \"it's $HOME `x` \\\\\", c: \"\"}\n"
            )
        )
        try run.hasData()
        let calls = try run.calls()
        #expect(calls.contains(setting("a = 1GB")) && calls.contains(setting("c = ''")), "\(calls)")
        #expect(calls.contains(setting("b = 'it''s $HOME `x` \\'")), "\(calls)")
    }

    @Test func `the first member begins a cluster when nobody leads one`() throws {
        let run = try Run(guide(.asynchronous))
        let calls = try run.calls()
        let initialisation = try #require(calls.first).split(separator: "[--pwfile=")
        #expect(initialisation.first == "gs_initdb [-D] [DATA] [--nodename=db1] [--encoding=UTF-8] [--locale=C] ")
        #expect(
            calls.filter { $0.hasPrefix("gs_ctl") } == [
                "gs_ctl [start] [-D] [DATA] [-o] [-c listen_addresses='']", "gs_ctl [stop] [-D] [DATA] [-m] [fast]",
            ]
        )
        #expect(calls.last == "patroni [/etc/patroni/patroni.yml]")
        #expect(!FileManager.default.fileExists(atPath: run.data + ".unfinished"))
    }

    @Test(arguments: ["", "exit 1"])
    func `the password is in no argument but in a file of one's own, which is gone afterwards`(ending: String) throws {
        let run = try Run(guide(.asynchronous))
        try run.stub("gs_initdb", #"echo 9.2 >"$2/PG_VERSION""# + "\n\(run.passwordCheck)\n\(ending)")
        let calls = try run.calls(exitCode: ending.isEmpty ? 0 : 1)
        #expect(!calls.contains { $0.contains("@123") }, "\(calls)")
        let seen = try run.scratch.read("password").split(separator: "\n").map(String.init)
        #expect(seen.first == "600" && seen.dropFirst().first == "It's@123" && seen.count == 3, "\(seen)")
        #expect(!FileManager.default.fileExists(atPath: try #require(seen.last)))
    }

    @Test(arguments: ["primary", "standby"])
    func `whoever finds a leader takes a copy of its data`(mode: String) throws {
        let run = try Run(guide(.asynchronous))
        try run.stub("timeout", "exit 0", isRecorded: false)
        let calls = try run.calls(mode: mode)
        #expect(
            calls.filter { $0.hasPrefix("gs_ctl") } == [
                "gs_ctl [build] [-D] [DATA] [-M] [standby] [-b] [full]", "gs_ctl [stop] [-D] [DATA] [-m] [fast]",
            ]
        )
        #expect(!calls.contains { $0.hasPrefix("gsql") })
    }

    @Test func `a copy that was broken off is begun anew`() throws {
        let run = try Run(guide(.asynchronous))
        try run.hasData()
        try run.scratch.write("", to: "data.unfinished")
        try run.stub("timeout", "exit 0", isRecorded: false)
        #expect(try run.calls().contains { $0.contains("[build]") })
    }

    @Test func `a peer without an address holds up nobody, and is connected when it has one`() throws {
        let run = try Run(guide(.asynchronous))
        try run.hasData()
        try run.hosts(["dbsrv2.platform.svc": "192.168.1.186"])
        // The first sleep of the loop stands for the time in which both peers' pods come back; the second ends it.
        try run.stub(
            "sleep",
            """
            if [[ -e \(run.scratch.path)/slept ]]; then touch \(run.scratch.path)/followed; exit 1; fi
            touch \(run.scratch.path)/slept
            printf 'dbsrv2.platform.svc 10.0.0.2\\ndbsrv3.platform.svc 10.0.0.3\\n' >\(run.scratch.path)/hosts
            """,
            isRecorded: false
        )
        try run.stub("patroni", "until [[ -e \(run.scratch.path)/followed ]]; do /bin/sleep 0.05; done")
        let calls = try run.calls()
        #expect(
            calls.filter { $0.contains("replconninfo") } == [
                connection(1, to: "192.168.1.186"), connection(1, to: "10.0.0.2", by: "reload"),
                connection(2, to: "10.0.0.3", by: "reload"),
            ]
        )
    }
}
