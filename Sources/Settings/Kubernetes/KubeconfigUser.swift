import ClusterModel
import Endpoints

/// A user of a kubeconfig, of the right form but not yet of sense.
struct KubeconfigUser {
    private let entry: KubeconfigEntry
    private let texts: [String: String]
    private let data: [String: Secret]
    private let folder: String
    private let plugin: KubeconfigPlugin?
    private let groups: [String]
    private let extra: [String: [String]]

    init(_ entry: KubeconfigEntry, folder: String) throws(SettingsError) {
        self.entry = entry
        self.folder = folder
        var texts: [String: String] = [:]
        for key in ["client-certificate", "client-key", "tokenFile", "username", "as", "as-uid"] {
            texts[key] = try entry.fields[key]?.strictText()
        }
        texts["password"] = try entry.fields["password"]?.strictText(isSecret: true)
        texts["token"] = try entry.fields["token"]?.strictText(limit: 65_536, isSecret: true)
        self.texts = texts
        var data: [String: Secret] = [:]
        for key in ["client-certificate-data", "client-key-data"] { data[key] = try entry.fields[key]?.base64Text() }
        self.data = data
        plugin = try entry.fields["exec"].map { field throws(SettingsError) in
            try KubeconfigPlugin(field, folder: folder)
        }
        groups = try entry.fields["as-groups"]?.strictTexts() ?? []
        var extra: [String: [String]] = [:]
        for (key, field) in try entry.fields["as-user-extra"]?.fields("a mapping of lists") ?? [:] {
            extra[key] = try field.strictTexts()
        }
        self.extra = extra
    }

    /// Where the credential comes from; more than one technique is refused rather than guessed at.
    func login(
        cluster: KubeconfigCluster,
        reading: KubeconfigFileReading
    ) throws(SettingsError) -> KubernetesLogin {
        if let provider = entry.fields["auth-provider"] {
            throw provider.failure(
                "auth-provider is of the past and not supported",
                suggestion: "use an exec plugin (kubelogin, gke-gcloud-auth-plugin), as newer tools write it"
            )
        }
        let certificate = try clientCertificate(reading)
        let tokenKey = ["tokenFile", "token"].first { texts[$0] != nil }
        let basicKey = ["username", "password"].first { texts[$0] != nil }
        if let plugin {
            let other = tokenKey ?? basicKey ?? (certificate == nil ? nil : "a client certificate")
            if let other { throw conflict("exec", other) }
            return .plugin(try plugin.checked(cluster: cluster, reading: reading))
        }
        if let tokenKey, let basicKey { throw conflict(tokenKey, basicKey) }
        if let field = entry.fields["tokenFile"], let path = try field.path(in: folder) {
            let text = try field.text(of: path, reading: reading)
            guard text.contains(where: { !$0.isWhitespace }) else { throw field.failure("\(path): is empty") }
            return .tokenFile(path, certificate)
        }
        return .fixed(KubernetesCredential(certificate: certificate, authorization: try authorization()))
    }

    /// What is shown besides a certificate; nil for nothing.
    private func authorization() throws(SettingsError) -> KubernetesCredential.Authorization? {
        if let token = texts["token"] {
            guard !token.contains(where: \.isWhitespace) else {
                throw failure("token", "has a space, which no token has", "remove it")
            }
            return .bearer(Secret(token))
        }
        guard let username = texts["username"] else {
            guard texts["password"] == nil else {
                throw failure("password", "has no username beside it", "write username: NAME")
            }
            return nil
        }
        guard !username.contains(":") else {
            throw failure("username", "has a colon, which Basic authentication cannot carry", nil)
        }
        return .basic(Access.Credentials(username: username, password: Secret(texts["password"] ?? "")))
    }

    /// As whom to act; nil for oneself.
    func impersonation() throws(SettingsError) -> Impersonation? {
        guard let user = texts["as"] else {
            let orphan = ["as-uid", "as-groups", "as-user-extra"].first { entry.fields[$0] != nil }
            guard let orphan else { return nil }
            throw failure(orphan, "says more of a user that is not named", "write as: USER")
        }
        return Impersonation(user: user, uid: texts["as-uid"], groups: groups, extra: extra)
    }

    /// Notes what is wrong with the certificate and with its key: both, where `login` ends at the first.
    func checkCertificate(_ reading: KubeconfigFileReading, _ mistakes: inout SettingsMistakes) {
        for (key, complaint) in [
            ("client-certificate", PEMRule.complaint(certificate:)), ("client-key", PEMRule.complaint(key:)),
        ] {
            _ = mistakes.attempt { () throws(SettingsError) in try pem(key, reading, complaint) }
        }
    }

    private func clientCertificate(
        _ reading: KubeconfigFileReading
    ) throws(SettingsError) -> KubernetesCredential.ClientCertificate? {
        let certificate = try pem("client-certificate", reading, PEMRule.complaint(certificate:))
        let key = try pem("client-key", reading, PEMRule.complaint(key:))
        switch (certificate, key) {
        case (nil, nil): return nil
        case (let certificate?, let key?): return .init(certificate: certificate.source, key: key.source)
        case (let certificate?, nil):
            throw failure(
                certificate.key,
                "is a certificate without its key",
                "write client-key: FILE, or client-key-data"
            )
        case (nil, let key?):
            throw failure(
                key.key,
                "is a key without its certificate",
                "write client-certificate: FILE, or client-certificate-data"
            )
        }
    }

    /// A file, or data, but not both.
    private func pem(
        _ key: String,
        _ reading: KubeconfigFileReading,
        _ complaint: (String) -> String?
    ) throws(SettingsError) -> (key: String, source: PEMSource)? {
        let path = try entry.fields[key]?.path(in: folder)
        guard let data = data["\(key)-data"] else {
            guard let path, let text = try entry.fields[key]?.text(of: path, reading: reading) else { return nil }
            if let complaint = complaint(text) { throw failure(key, "\(path): \(complaint)", nil) }
            return (key, .file(path))
        }
        guard path == nil else {
            throw failure("\(key)-data", "is given twice, as data and as a file", "keep one")
        }
        if let complaint = complaint(data.reveal()) { throw failure("\(key)-data", complaint, nil) }
        return ("\(key)-data", .text(data))
    }

    private func conflict(_ first: String, _ second: String) -> SettingsError {
        failure(first, "two ways to log in: \(first) and \(second)", "keep one")
    }

    private func failure(_ key: String, _ message: String, _ suggestion: String?) -> SettingsError {
        (entry.fields[key] ?? entry.field).failure(message, suggestion: suggestion)
    }
}
