import ClusterModel
import Wording

/// What Patroni's dynamic configuration may hold; agents take any nonsense (`"loop_wait": "abc"` gives 200), so it is checked before
/// (patroni `validator.py`, `postgresql/config.py CMDLINE_OPTIONS`, `docs/dynamic_configuration.rst`).
enum ConfigurationCatalogue {
    /// What a setting's value must be.
    enum Kind {
        case seconds(least: Int)
        case count(least: Int)
        case bytes(least: Int)
        case switching
        /// `true`, `false`, or one of these words.
        case switchingOr([String])
        case words([String])
        case list
        case object
        case any
    }

    struct Judgement {
        var checks: [Check] = []
        var impact: [Phrase] = []
    }

    static let settings: [String: Kind] = [
        "ttl": .seconds(least: 20),
        "loop_wait": .seconds(least: 1),
        "retry_timeout": .seconds(least: 3),
        "maximum_lag_on_failover": .bytes(least: 0),
        "maximum_lag_on_syncnode": .bytes(least: -1),
        "max_timelines_history": .count(least: 0),
        "primary_start_timeout": .seconds(least: 0),
        "master_start_timeout": .seconds(least: 0),
        "primary_stop_timeout": .seconds(least: 0),
        "master_stop_timeout": .seconds(least: 0),
        "primary_race_backoff": .seconds(least: 0),
        "synchronous_mode": .switchingOr(["quorum", "on", "off"]),
        "synchronous_mode_strict": .switching,
        "synchronous_node_count": .count(least: 1),
        "failsafe_mode": .switching,
        "check_timeline": .switching,
        "member_slots_ttl": .any,
        "standby_cluster": .object,
        "slots": .object,
        "ignore_slots": .list,
        "postgresql": .object,
        "postgresql.use_pg_rewind": .switching,
        "postgresql.use_slots": .switching,
        "postgresql.remove_data_directory_on_rewind_failure": .switching,
        "postgresql.remove_data_directory_on_diverged_timelines": .switching,
        "postgresql.pg_hba": .list,
        "postgresql.pg_ident": .list,
        "postgresql.parameters": .object,
        "postgresql.recovery_conf": .object,
    ]

    /// What takes the place of a timing that is deleted, in seconds (patroni `config.py Config.__DEFAULT_CONFIG`).
    static let defaults: [String: Int64] = ["ttl": 30, "loop_wait": 10, "retry_timeout": 10]

    /// Parameters with limits that Patroni or PostgreSQL enforces; all of these need a restart.
    static let parameters: [String: Kind] = [
        "max_connections": .count(least: 25),
        "max_wal_senders": .count(least: 3),
        "max_replication_slots": .count(least: 4),
        "max_prepared_transactions": .count(least: 0),
        "max_locks_per_transaction": .count(least: 32),
        "max_worker_processes": .count(least: 2),
        "wal_level": .words(["replica", "logical", "hot_standby"]),
        "track_commit_timestamp": .switching,
        "wal_log_hints": .switching,
    ]

    /// Patroni sets these itself and ignores what the configuration says.
    static let ownedByPatroni: Set<String> = ["listen_addresses", "port", "cluster_name", "hot_standby"]
}
