import ClusterModel
import Endpoints

/// A cluster of a kubeconfig, of the right form but not yet of sense.
struct KubeconfigCluster {
    private let entry: KubeconfigEntry
    private let texts: [String: String]
    private let authority: Secret?
    private let isInsecure: Bool
    private let folder: String
    /// What the cluster says to credential plugins alone, as JSON.
    private let pluginConfiguration: String?

    /// The name under which `extensions` holds what goes to credential plugins (client.authentication.k8s.io/v1).
    private static let extensionName = "client.authentication.k8s.io/exec"

    init(_ entry: KubeconfigEntry, folder: String) throws(SettingsError) {
        self.entry = entry
        self.folder = folder
        var texts: [String: String] = [:]
        for key in ["server", "certificate-authority", "tls-server-name", "proxy-url"] {
            texts[key] = try entry.fields[key]?.strictText()
        }
        self.texts = texts
        authority = try entry.fields["certificate-authority-data"]?.base64Text()
        isInsecure = try entry.fields["insecure-skip-tls-verify"]?.strictTruth() ?? false
        var configuration: String?
        for item in try entry.fields["extensions"]?.items("a list") ?? [] {
            let fields = try item.fields("a mapping with name and extension")
            guard try fields["name"]?.strictText() == Self.extensionName else { continue }
            configuration = fields["extension"]?.json
        }
        pluginConfiguration = configuration
    }

    /// The access, without who asks.
    func access(reading: KubeconfigFileReading) throws(SettingsError) -> KubernetesAccess {
        guard let serverField = entry.fields["server"], let server = texts["server"] else {
            throw entry.field.failure("names no server", suggestion: "write server: https://HOST:6443")
        }
        let authority = try authoritySource(reading)
        if isInsecure, authority != nil {
            throw failure(
                "insecure-skip-tls-verify",
                "an authority is given, and it is not to be looked at",
                "remove one of the two"
            )
        }
        let address: WebAddress
        do throws(AddressError) {
            address = try .apiServer(parsing: server, isTLSUnlessSaid: isInsecure || authority != nil)
        } catch {
            throw serverField.failure(error.description)
        }
        return KubernetesAccess(
            server: address,
            authority: authority,
            isInsecure: isInsecure,
            serverName: try serverName(),
            proxy: try proxy()
        )
    }

    /// What a credential plugin is told of the cluster.
    func pluginInformation(reading: KubeconfigFileReading) throws(SettingsError) -> CredentialPlugin.Cluster {
        var authority = authority
        if let field = entry.fields["certificate-authority"], let path = try field.path(in: folder) {
            authority = Secret(try field.text(of: path, reading: reading))
        }
        return CredentialPlugin.Cluster(
            server: texts["server"] ?? "",
            serverName: texts["tls-server-name"],
            isInsecure: isInsecure,
            authority: authority?.reveal(),
            proxy: texts["proxy-url"],
            configuration: pluginConfiguration
        )
    }

    private func authoritySource(_ reading: KubeconfigFileReading) throws(SettingsError) -> PEMSource? {
        let key = authority == nil ? "certificate-authority" : "certificate-authority-data"
        let path = try entry.fields["certificate-authority"]?.path(in: folder)
        if authority != nil, path != nil {
            throw failure(key, "the authority is given twice, as data and as a file", "keep one")
        }
        var text = authority?.reveal()
        if let path { text = try entry.fields[key]?.text(of: path, reading: reading) }
        guard let text else { return nil }
        if let complaint = PEMRule.complaint(certificate: text) {
            throw failure(key, "\(path.map { "\($0): " } ?? "")\(complaint)", nil)
        }
        return path.map { .file($0) } ?? authority.map { .text($0) }
    }

    private func serverName() throws(SettingsError) -> String? {
        guard let name = texts["tls-server-name"] else { return nil }
        let isName =
            name.utf8.count <= 253
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
        guard isName else {
            throw failure("tls-server-name", "'\(name.printable(limit: 64))' is no host name", "write a name alone")
        }
        return name
    }

    private func proxy() throws(SettingsError) -> WebProxy? {
        guard let url = texts["proxy-url"] else { return nil }
        do throws(AddressError) {
            return try WebProxy(parsing: url)
        } catch {
            throw failure("proxy-url", error.description, nil)
        }
    }

    private func failure(_ key: String, _ message: String, _ suggestion: String?) -> SettingsError {
        (entry.fields[key] ?? entry.field).failure(message, suggestion: suggestion)
    }
}
