import Settings
import Testing

/// What the configuration says of rules: thresholds with units, and mutes.
@Suite struct RuleSettingsTests {
    @Test func `every threshold is read with its unit`() throws {
        let text = """
            thresholds:
              lag_forecast: 5m
              not_streaming: 45s
              paused: 2h
              check_interval: 500ms
              routing_slack: 2s
              sessions: 90%
              clock_skew: 1s
              leader_changes_per_hour: 5
              stale: 30s
            """
        var expected = Settings.Thresholds()
        expected.lagForecast = .seconds(300)
        expected.notStreaming = .seconds(45)
        expected.paused = .seconds(7200)
        expected.checkInterval = .milliseconds(500)
        expected.routingSlack = .seconds(2)
        expected.sessionsPercent = 90
        expected.clockSkew = .seconds(1)
        expected.leaderChangesPerHour = 5
        expected.stale = .seconds(30)
        #expect(try SettingsDecoder.decode(text, file: "config.yaml").thresholds == expected)
    }

    @Test(arguments: [
        ("{sessions: 90}", "1:24: thresholds.sessions: '90' is no share; write 80%"),
        ("{sessions: 0%}", "1:24: thresholds.sessions: '0%' is out of range; write between 1% and 100%"),
        ("{sessions: lots%}", "1:24: thresholds.sessions: 'lots%' is no share; write 80%"),
        (
            "{leader_changes_per_hour: 0}",
            "1:39: thresholds.leader_changes_per_hour: '0' is no whole number between 1 and 1000"
        ),
        (
            "{leader_changes_per_hour: 99999999999999999999}",
            "1:39: thresholds.leader_changes_per_hour: '99999999999999999999' is no whole number between 1 and 1000"
        ),
        ("{pause: 1h}", "1:14: thresholds: unknown key 'pause'; did you mean 'paused'?"),
        ("{stale: soon}", "1:21: thresholds.stale: 'soon' is no span of time; write 1s or 500ms"),
    ]) func `a wrong threshold is told where and why`(text: String, sentence: String) {
        let error = #expect(throws: SettingsMistakes.self) {
            try SettingsDecoder.decode("thresholds: \(text)", file: "config.yaml")
        }
        #expect(error?.description == "config.yaml:\(sentence)")
    }

    @Test func `rules are muted for all clusters and for one`() throws {
        let text = """
            mute: [pending-restart]
            clusters:
              - {name: a, agents: ["http://a:8008"], mute: [maintenance-mode, lagging]}
              - {name: b, agents: ["http://b:8008"]}
            """
        let settings = try SettingsDecoder.decode(text, file: "config.yaml")
        #expect(settings.mutedRules == ["pending-restart"])
        #expect(settings.clusters.map(\.mutedRules) == [["maintenance-mode", "lagging"], []])
    }

    @Test func `a rule that is no id is refused`() {
        let error = #expect(throws: SettingsMistakes.self) {
            try SettingsDecoder.decode("mute: [Pending restart]", file: "config.yaml")
        }
        #expect(
            error?.description
                == "config.yaml:1:8: mute[0]: 'Pending restart' is no rule's id; `nines rules` lists them"
        )
    }

    @Test func `the user's thresholds go over the machine's, and mutes add up`() throws {
        let machine = try SettingsDecoder.decode(
            "{thresholds: {paused: 2h, stale: 30s}, mute: [lagging]}",
            file: "/etc"
        )
        let user = try SettingsDecoder.decode("{thresholds: {paused: 4h}, mute: [lagging, no-leader]}", file: "~")
        let merged = machine.overlaid(by: user)
        #expect(merged.thresholds.paused == .seconds(14_400))
        #expect(merged.thresholds.stale == .seconds(30))
        #expect(merged.mutedRules == ["lagging", "no-leader"])
    }
}
