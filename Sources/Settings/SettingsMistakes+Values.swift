extension SettingsMistakes {
    mutating func text(of field: SettingsField?, _ what: String, suggestion: String? = nil) -> String? {
        value(of: field) { field throws(SettingsError) in try field.text(what, suggestion: suggestion) }
    }

    mutating func truth(of field: SettingsField?) -> Bool? {
        value(of: field) { field throws(SettingsError) in try field.truth() }
    }

    mutating func interval(of field: SettingsField?) -> Duration? {
        value(of: field) { field throws(SettingsError) in try field.interval() }
    }

    mutating func addresses(of field: SettingsField?, _ kind: SettingsField.AddressKind) -> [String] {
        values(of: field, kind.list, suggestion: kind.suggestion) { item throws(SettingsError) in
            try item.address(of: kind)
        } ?? []
    }

    /// Ids of rules.
    mutating func ruleNames(of field: SettingsField?, among known: [String]?) -> [String] {
        let suggestion = "write [pending-restart]"
        return values(of: field, "a list of rules", suggestion: suggestion) { item throws(SettingsError) in
            try item.ruleName(among: known, suggestion: suggestion)
        } ?? []
    }

    /// Names of members by what stands for them elsewhere.
    mutating func memberNames(of field: SettingsField?, _ what: String) -> [String: String] {
        let fields = value(of: field) { field throws(SettingsError) in try field.fields(what) } ?? [:]
        var members: [String: String] = [:]
        for (name, member) in fields { members[name] = text(of: member, "a member's name") }
        return members
    }
}
