/// Where a configuration says how we are let in, key by key, for what turns out to be wrong only when it is used.
///
/// Any two are equal: where something is said is no part of what is said.
package struct AccessPlaces: Sendable, Equatable {
    private var places: [String: SettingsPlace]

    package init(_ places: [String: SettingsPlace] = [:]) {
        self.places = places
    }

    /// Where the key stands, `ca` or `password_file`; nil where no file said it.
    package subscript(key: String) -> SettingsPlace? {
        get { places[key] }
        set { places[key] = newValue }
    }

    /// Where a secret's source stands: `password_file`, `key_password_command` and so on.
    func place(of secret: String, from source: SecretSource) -> SettingsPlace? {
        switch source {
        case .literal: places[secret]
        case .file: places["\(secret)_file"]
        case .environment: places["\(secret)_environment"]
        case .command: places["\(secret)_command"]
        }
    }

    package static func == (left: AccessPlaces, right: AccessPlaces) -> Bool { true }
}
