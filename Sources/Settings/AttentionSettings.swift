/// How people are called who do not look; nil where a file says nothing.
package struct AttentionSettings: Sendable, Equatable {
    /// Ring the terminal's bell.
    package var bell: Bool?
    /// Show a notification, where the terminal can.
    package var notify: Bool?
    /// A program with its arguments, which gets the alert as JSON on its standard input; no shell is between.
    package var hook: [String]?
    /// Run the hook in read-only sessions too, which otherwise run nothing.
    package var hookWhenReadOnly: Bool?

    package init(bell: Bool? = nil, notify: Bool? = nil, hook: [String]? = nil, hookWhenReadOnly: Bool? = nil) {
        self.bell = bell
        self.notify = notify
        self.hook = hook
        self.hookWhenReadOnly = hookWhenReadOnly
    }

    /// These settings with `user`'s over them.
    func overlaid(by user: AttentionSettings) -> AttentionSettings {
        AttentionSettings(
            bell: user.bell ?? bell,
            notify: user.notify ?? notify,
            hook: user.hook ?? hook,
            hookWhenReadOnly: user.hookWhenReadOnly ?? hookWhenReadOnly
        )
    }
}
