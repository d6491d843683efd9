/// How HAProxy checks the members: `inter`, `fall`, `rise` and `timeout check` of its configuration.
package struct CheckSettings: Hashable, Sendable {
    package var interval: Duration
    package var fall: Int64
    package var rise: Int64
    package var timeout: Duration
    /// Whether the server lines have `resolvers`: the address of a member's new pod is looked up.
    ///
    /// The reference deployment declares resolvers and does not use them.
    package var resolvesNames: Bool

    package init(
        interval: Duration = .seconds(3),
        fall: Int64 = 3,
        rise: Int64 = 2,
        timeout: Duration = .seconds(5),
        resolvesNames: Bool = true
    ) {
        self.interval = interval
        self.fall = fall
        self.rise = rise
        self.timeout = timeout
        self.resolvesNames = resolvesNames
    }
}
