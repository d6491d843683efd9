import ClusterModel
import Wording

extension ConfigurationCatalogue {
    /// What speaks against a value, and what it brings.
    static func judge(_ path: ConfigurationPath, _ value: JSONText, in configuration: DynamicConfiguration?)
        -> Judgement
    {
        var judgement = Judgement()
        if let parameter = path.parameter {
            judge(parameter: parameter.lowercased(), value, &judgement)
        } else if let kind = settings[path.text] {
            if let problem = kind.problem(of: value) {
                judgement.checks.append(Check(.refuses, "\(path.text) \(problem)"))
            }
            judge(timing: path.text, value, configuration, &judgement)
        } else if !isBelowAnything(path) {
            judgement.checks.append(Check(.warns, "Patroni knows no setting \(path.text): a slip of the pen?"))
        }
        if value.json.contains(DynamicConfiguration.hidden) {
            let text: Phrase = "\(DynamicConfiguration.hidden) is shown instead of a secret: write the secret itself"
            judgement.checks.append(Check(.refuses, text))
        }
        return judgement
    }

    /// What speaks against taking a setting away: Patroni's own timing takes its place.
    ///
    /// - Parameter configuration: as it is then, without the setting.
    static func judge(deletionOf path: ConfigurationPath, in configuration: DynamicConfiguration) -> Judgement {
        var judgement = Judgement()
        guard let value = defaults[path.text] else { return judgement }
        judge(timing: path.text, .number(String(value)), configuration, &judgement)
        return judgement
    }

    private static func isBelowAnything(_ path: ConfigurationPath) -> Bool {
        let open: Set<String> = ["slots", "ignore_slots", "standby_cluster", "postgresql"]
        return path.keys.count > 1 && open.contains(path.keys[0])
    }

    private static func judge(parameter: String, _ value: JSONText, _ judgement: inout Judgement) {
        if ownedByPatroni.contains(parameter) {
            judgement.checks.append(Check(.warns, "Patroni sets \(parameter) itself and ignores this"))
            return
        }
        switch value {
        case .array, .object:
            judgement.checks.append(Check(.refuses, "\(parameter) must be one value, not several"))
        case .null, .bool, .number, .string: break
        }
        guard let kind = parameters[parameter] else {
            judgement.impact.append(
                "PostgreSQL decides whether \(parameter) takes effect at once or at the next restart"
            )
            return
        }
        if let problem = kind.problem(of: value) {
            judgement.checks.append(Check(.refuses, "\(parameter) \(problem)"))
        }
        judgement.impact.append("every member then needs a restart; a smaller value must reach the leader first")
    }

    /// A lock must outlive a run of the loop with two retries (patroni `docs/dynamic_configuration.rst`).
    private static func judge(
        timing name: String,
        _ value: JSONText,
        _ configuration: DynamicConfiguration?,
        _ judgement: inout Judgement
    ) {
        guard ["ttl", "loop_wait", "retry_timeout"].contains(name), let new = value.wholeNumber else { return }
        let ttl = name == "ttl" ? Double(new) : configuration?.ttlSeconds ?? 30
        let loopWait = name == "loop_wait" ? Double(new) : configuration?.loopWaitSeconds ?? 10
        let retry = name == "retry_timeout" ? Double(new) : configuration?.retryTimeoutSeconds ?? 10
        guard ttl < loopWait + 2 * retry else { return }
        let sum = Int64(nearest: loopWait + 2 * retry)
        judgement.checks.append(
            Check(
                .refuses,
                "ttl (\(Int64(nearest: ttl))) must be at least loop_wait + 2 × retry_timeout (\(sum)), or leaders "
                    + "lose their lock for nothing"
            )
        )
    }
}

extension ConfigurationCatalogue.Kind {
    /// What is wrong with a value, to follow the setting's name; nil when nothing is.
    func problem(of value: JSONText) -> Phrase? {
        guard value != .null else { return nil }
        switch self {
        case .seconds(let least): return Self.tooSmall(value, least, "must be a whole number of seconds")
        case .count(let least): return Self.tooSmall(value, least, "must be a whole number")
        case .bytes(let least): return Self.tooSmall(value, least, "must be a whole number of bytes")
        case .switching: return value.isSwitch ? nil : "must be true or false"
        case .switchingOr(let words):
            if value.isSwitch { return nil }
            if case .string(let word) = value, words.contains(word.lowercased()) { return nil }
            return "must be true, false or \(words.map { "\"\($0)\"" }.phrase)"
        case .words(let words):
            if case .string(let word) = value, words.contains(word.lowercased()) { return nil }
            return "must be one of \(words.map { "\"\($0)\"" }.phrase)"
        case .list:
            if case .array = value { return nil }
            return "must be a list"
        case .object:
            if case .object = value { return nil }
            return "must be an object"
        case .any: return nil
        }
    }

    private static func tooSmall(_ value: JSONText, _ least: Int, _ what: Phrase) -> Phrase? {
        guard let number = value.wholeNumber else { return what }
        return number < Int64(least) ? "\(what), \(least) at least" : nil
    }
}
