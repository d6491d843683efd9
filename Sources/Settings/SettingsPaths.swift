/// Where configurations are looked for.
package struct SettingsPaths: Sendable, Equatable {
    /// The machine's, which may lock `nines` into read-only.
    package var machine: String
    /// The user's; nil without a home.
    package var user: String?
    /// Patroni's own, by its own rules (patroni `ctl.py`, click's application folder); nil without a home.
    package var patronictl: String?

    /// The paths that an environment stands for; empty variables count as unset.
    package static func defaultPaths(environment: [String: String]) -> SettingsPaths {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let folder = variable("XDG_CONFIG_HOME") ?? variable("HOME").map { $0 + "/.config" }
        return SettingsPaths(
            machine: "/etc/nines/config.yaml",
            user: folder.map { $0 + "/nines/config.yaml" },
            patronictl: variable("PATRONICTL_CONFIG_FILE") ?? folder.map { $0 + "/patroni/patronictl.yaml" }
        )
    }
}
