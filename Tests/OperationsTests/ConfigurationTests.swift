import ClusterModel
import Operations
import Testing
import Wording

/// Changes of the dynamic configuration, which agents take unchecked.
struct ConfigurationTests {
    private func plan(_ path: String, _ value: String?, _ snapshot: ClusterSnapshot = TestCluster().snapshot) -> Plan {
        Planner().plan(.configure([ConfigurationChange(path: path, value: value)]), for: snapshot)
    }

    @Test(arguments: [
        ("loop_wait", "\"abc\""), ("loop_wait", "abc"), ("loop_wait", "0"), ("loop_wait", "1.5"), ("ttl", "10"),
        ("ttl", "true"), ("retry_timeout", "2"), ("maximum_lag_on_failover", "-1"), ("synchronous_mode", "\"maybe\""),
        ("synchronous_node_count", "0"), ("failsafe_mode", "7"), ("postgresql.pg_hba", "\"host all all\""),
        ("postgresql.parameters", "3"), ("postgresql.parameters.max_connections", "3"),
        ("postgresql.parameters.max_connections", "[50]"), ("postgresql.parameters.wal_level", "\"minimal\""),
        ("", "1"), ("a..b", "1"), ("postgresql.parameters.work_mem: 8MB", "64"), ("work_mem=8MB", "1"),
        ("postgresql.pg_hba[0]", "\"x\""), ("pause", "true"), ("ttl", "20 30"), ("ttl", ""),
    ])
    func `nonsense is refused`(path: String, value: String) {
        #expect(!plan(path, value).isAllowed, "\(plan(path, value).checks)")
    }

    @Test(arguments: [
        ("ttl", "30"), ("loop_wait", "10"), ("retry_timeout", "7"), ("maximum_lag_on_failover", "0"),
        ("maximum_lag_on_syncnode", "-1"), ("synchronous_mode", "true"), ("synchronous_mode", "\"quorum\""),
        ("postgresql.parameters.work_mem", "\"8MB\""), ("postgresql.parameters.max_connections", "\"100\""),
        ("postgresql.use_pg_rewind", "false"), ("slots", "{\"a\": {\"type\": \"physical\"}}"),
        ("slots.a.type", "\"x\""),
        ("postgresql.pg_hba", "[\"host all all 0.0.0.0/0 md5\"]"),
    ])
    func `sense is let through`(path: String, value: String) {
        let plan = plan(path, value)
        #expect(plan.isAllowed && !plan.checks.contains { $0.severity >= .warns }, "\(plan.checks)")
        #expect(plan.prediction == .done)
    }

    @Test func `the lock outlives a loop with two retries`() {
        // ttl 20, loop_wait 5, retry_timeout 5.
        #expect(plan("loop_wait", "10").isAllowed && !plan("loop_wait", "11").isAllowed)
        #expect(plan("retry_timeout", "7").isAllowed && !plan("retry_timeout", "8").isAllowed)
        #expect(plan("retry_timeout", "8").says(.refuses, "loop_wait + 2 × retry_timeout (21)"))
    }

    @Test func `bodies nest, and a parameter's own dots stay`() {
        #expect(plan("ttl", "30").requests.first?.body == #"{"ttl": 30}"#)
        #expect(plan("ttl", nil).requests.first?.body == #"{"ttl": null}"#)
        #expect(
            plan("postgresql.parameters.auto_explain.log_min_duration", "\"1s\"").requests.first?.body
                == #"{"postgresql": {"parameters": {"auto_explain.log_min_duration": "1s"}}}"#
        )
        #expect(plan("a\"b", "1").requests.first?.body == #"{"a\"b": 1}"#)
    }

    @Test func `what was and what will be is shown`() {
        #expect(plan("ttl", "30").says(.notes, "ttl: 20 → 30"))
        #expect(plan("failsafe_mode", "true").says(.notes, "failsafe_mode: not set → true"))
        #expect(plan("ttl", nil).says(.notes, "ttl: 20 → default 30"))
        #expect(plan("postgresql.parameters.max_connections", nil).says(.notes, "max_connections: 50 → deleted"))
        #expect(plan("ttl", "20").says(.warns, "nothing would change"))
        #expect(plan("failsafe_mode", nil).says(.warns, "nothing would change"))
        #expect(plan("loop_wiat", "10").says(.warns, "knows no setting loop_wiat"))
        #expect(plan("postgresql.parameters.port", "5433").says(.warns, "ignores this"))
        #expect(plan("postgresql.parameters.max_connections", "60").impact.contains { $0.english.contains("restart") })
    }

    private func plan(_ words: KeyValuePairs<String, String?>) -> Plan {
        let changes = words.map { ConfigurationChange(path: $0.key, value: $0.value) }
        return Planner().plan(.configure(changes), for: TestCluster().snapshot)
    }

    @Test func `several settings leave in one request, each with its difference`() {
        let plan = plan(["postgresql.parameters.work_mem": "\"8MB\"", "ttl": nil, "postgresql.parameters.port": "1"])
        #expect(
            plan.requests.map(\.body)
                == [#"{"postgresql": {"parameters": {"work_mem": "8MB", "port": 1}}, "ttl": null}"#]
        )
        #expect(plan.says(.notes, "work_mem: not set → \"8MB\"") && plan.says(.notes, "ttl: 20 → default 30"))
        #expect(
            plan.operation.summary.english
                == "set postgresql.parameters.work_mem and postgresql.parameters.port; delete ttl"
        )
    }

    @Test func `timings are judged together`() {
        // Each alone would be refused: ttl 20, loop_wait 5, retry_timeout 5.
        #expect(plan(["ttl": "60", "loop_wait": "20", "retry_timeout": "20"]).isAllowed)
        let short = plan(["ttl": "59", "loop_wait": "20", "retry_timeout": "20"])
        #expect(short.checks.count { $0.severity == .refuses } == 1, "\(short.checks)")
    }

    @Test func `a timing that is deleted is judged as Patroni's own`() {
        // ttl 20, loop_wait 5, retry_timeout 5: with loop_wait's default 10 it still fits, with retry_timeout's it does not.
        #expect(plan("loop_wait", nil).isAllowed && plan("loop_wait", nil).says(.notes, "5 → default 10"))
        for value in [nil, "null"] {
            let plan = plan("retry_timeout", value)
            #expect(plan.says(.refuses, "loop_wait + 2 × retry_timeout (25)"), "\(plan.checks)")
            #expect(plan.prediction != .done)
        }
        #expect(plan(["retry_timeout": nil, "ttl": nil]).isAllowed)
        #expect(!plan(["ttl": "21", "loop_wait": "10", "retry_timeout": nil]).isAllowed)
    }

    @Test func `what is not sent is not said to be done`() {
        #expect(plan("ttl", "19").doubt == "ttl must be a whole number of seconds, 20 at least")
    }

    @Test func `settings that undo one another are refused`() {
        #expect(plan(["ttl": "30", "ttl": "40"]).says(.refuses, "ttl is named twice"))
        #expect(plan(["slots": "{}", "slots.a": "{}"]).says(.refuses, "slots and slots.a overlap"))
        #expect(plan(["slots.a": "{}", "slots": "{}"]).says(.refuses, "overlap"))
        #expect(plan(["slots.a": "{}", "slots.b": "{}"]).isAllowed)
        #expect(!plan([:]).isAllowed)
        #expect(!plan(["ttl": "30", "loop_wait": "abc"]).isAllowed)
    }

    @Test func `passwords stay out of what is shown and written`() {
        let plan = plan("standby_cluster.primary_password", "\"s3cret\"")
        #expect(plan.requests.first?.body?.contains("s3cret") == true)
        #expect(plan.requests.first?.line.contains("s3cret") == false)
        #expect(!plan.checks.contains { $0.text.english.contains("s3cret") }, "\(plan.checks)")
    }

    @Test(arguments: [#""•••""#, #""host=db1 password=•••""#, #"{"primary_password": "•••"}"#])
    func `what stands for a secret does not become one`(value: String) {
        #expect(plan("standby_cluster.primary_password", value).says(.refuses, "instead of a secret"))
    }

    @Test(arguments: [
        ("postgresql.parameters.primary_conninfo", #""host=db1 password = s3cret""#),
        ("postgresql.parameters.archive_command", #""push postgres://backup:s3cret@archive/db %p""#),
        ("standby_cluster", #"{"host": "db9", "primary_password": "s3cret"}"#),
    ])
    func `passwords within a value stay out of what is written`(path: String, value: String) {
        let plan = plan(path, value)
        #expect(
            !plan.checks.contains { $0.text.english.contains("s3cret") } && plan.says(.notes, "•••"),
            "\(plan.checks)"
        )
        let request = plan.requests.first
        #expect(request?.body?.contains("s3cret") == true)
        #expect(request?.line.contains("s3cret") == false && request?.line.contains("•••") == true)
    }
}
