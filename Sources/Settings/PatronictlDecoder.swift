import Endpoints

/// Reads Patroni's own configuration as Patroni's tool does: the environment overrules the file, `ctl` comes before `restapi`.
///
/// Patroni `config.py` (names of variables), `request.py` (which section lets in), docs/yaml_configuration.rst. Keys that mean
/// nothing to us are passed over: the file is Patroni's.
package enum PatronictlDecoder {
    /// What the text and the environment say together.
    package static func decode(
        _ text: String,
        file: String,
        environment: [String: String]
    ) throws(SettingsError) -> PatronictlSettings {
        let document = try SettingsDocument.parse(text, file: file)
        let top = PatroniSection(
            fields: try document?.fields("a mapping of Patroni's settings") ?? [:],
            prefix: "PATRONI",
            file: file,
            environment: environment
        )
        let ctl = try top.section("ctl")
        let restapi = try top.section("restapi")
        return PatronictlSettings(
            file: file,
            scope: try top.text("scope"),
            namespace: try top.text("namespace"),
            name: try top.text("name"),
            access: try access(ctl: ctl, restapi: restapi),
            agent: try agent(restapi),
            store: try store(top)
        )
    }

    private static func access(
        ctl: PatroniSection,
        restapi: PatroniSection
    ) throws(SettingsError) -> AccessSettings {
        var access = AccessSettings()
        access.certificateAuthorityFile = try ctl.text("cacert", otherwise: restapi, "cafile")
        access.clientCertificateFile = try ctl.text("certfile", otherwise: restapi, "certfile")
        access.clientKeyFile = try ctl.text("keyfile", otherwise: restapi, "keyfile")
        if let password = try ctl.text("keyfile_password", otherwise: restapi, "keyfile_password") {
            access.clientKeyPassword = .literal(Secret(password))
        }
        access.isInsecure = try ctl.truth("insecure") ?? false
        let own = try ctl.credentials()
        let fallback = try restapi.credentials()
        if let credentials = own ?? fallback {
            access.username = credentials.username
            access.password = .literal(credentials.password)
        }
        return access
    }

    /// The daemon's own agent; `listen` serves when it names one address rather than all.
    private static func agent(_ restapi: PatroniSection) throws(SettingsError) -> String? {
        let scheme = try restapi.text("certfile") == nil ? "http" : "https"
        if let address = try restapi.text("connect_address") { return "\(scheme)://\(address)" }
        guard let address = try restapi.text("listen"), let colon = address.lastIndex(of: ":") else { return nil }
        let host = address[..<colon]
        let isEverywhere = host.isEmpty || host.contains(",") || ["*", "0.0.0.0", "::", "[::]"].contains(host)
        return isEverywhere ? nil : "\(scheme)://\(address)"
    }

    private static func store(_ top: PatroniSection) throws(SettingsError) -> PatronictlSettings.Store? {
        for kind in ["etcd3", "etcd"] {
            let section = try top.section(kind)
            let hosts = try hosts(section)
            if hosts.isEmpty { continue }
            var store = PatronictlSettings.Store(kind: kind, hosts: hosts)
            let url = try section.text("url", otherwise: section, "proxy")
            store.isTLS = try section.text("protocol") == "https" || url?.hasPrefix("https://") == true
            store.access.certificateAuthorityFile = try section.text("cacert")
            store.access.clientCertificateFile = try section.text("cert")
            store.access.clientKeyFile = try section.text("key")
            store.access.username = try section.text("username")
            if let password = try section.text("password") { store.access.password = .literal(Secret(password)) }
            return store
        }
        let others = ["consul", "zookeeper", "exhibitor", "kubernetes", "raft"]
        return others.first { top.has($0) }.map { PatronictlSettings.Store(kind: $0) }
    }

    /// `hosts` is a list or a text with commas; `host`, `url` and `proxy` name one.
    private static func hosts(_ section: PatroniSection) throws(SettingsError) -> [String] {
        if let hosts = try section.list("hosts") { return hosts }
        if let host = try section.text("host") { return [host] }
        guard let url = try section.text("url", otherwise: section, "proxy") else { return [] }
        let afterScheme = url.split(separator: "//", maxSplits: 1).last ?? ""
        let authority = afterScheme.prefix { $0 != "/" }
        return [String(authority.split(separator: "@").last ?? authority)]
    }
}
