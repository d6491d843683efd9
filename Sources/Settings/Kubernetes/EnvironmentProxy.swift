import ClusterModel
import Endpoints

/// The proxy that the environment names for everybody, which counts where a kubeconfig names none.
///
/// As kubectl reads it (Go `golang.org/x/net/http/httpproxy`), but for ranges of IPv6 addresses in `NO_PROXY`.
package enum EnvironmentProxy {
    /// Nil where none is named, or the server is one to be reached without.
    package static func proxy(
        for server: WebAddress,
        environment: [String: String]
    ) throws(SettingsError) -> WebProxy? {
        func variable(_ name: String) -> (name: String, value: String)? {
            [name, name.lowercased()].lazy.compactMap { name in environment[name].map { (name, $0) } }
                .first { !$0.1.isEmpty }
        }
        guard let (name, value) = variable(server.isTLS ? "HTTPS_PROXY" : "HTTP_PROXY") else { return nil }
        let exceptions = variable("NO_PROXY")?.value ?? ""
        guard !isLocal(server.host), !exceptions.split(separator: ",").contains(where: { covers($0, server) }) else {
            return nil
        }
        do throws(AddressError) {
            return try WebProxy(parsing: value.contains("://") ? value : "http://\(value)")
        } catch {
            throw SettingsError(file: "environment", path: name, message: error.description)
        }
    }

    private static func isLocal(_ host: String) -> Bool {
        host.lowercased() == "localhost" || host == "::1" || IPv4(host).map { $0.bits >> 24 == 127 } ?? false
    }

    /// Whether an item of `NO_PROXY` stands for the server: `*`, a domain, an address or a range of them, perhaps with a port.
    private static func covers(_ item: Substring, _ server: WebAddress) -> Bool {
        let item = item.filter { !$0.isWhitespace }.lowercased()
        let host = server.host.lowercased()
        if item == "*" || item == host || item == "[\(host)]" || item == "[\(host)]:\(server.port)" { return true }
        if let address = IPv4(host), let slash = item.firstIndex(of: "/") {
            guard let network = IPv4(String(item[..<slash])), let bits = Int(item[item.index(after: slash)...]),
                (0...32).contains(bits)
            else { return false }
            return bits == 0 || (address.bits ^ network.bits) >> (32 - bits) == 0
        }
        let parts = item.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, let name = parts.first, parts.count == 1 || parts[1] == "\(server.port)" else {
            return false
        }
        let domain = name.hasPrefix("*.") ? name.dropFirst() : name
        if domain.hasPrefix(".") { return host.hasSuffix(domain) }
        return !domain.isEmpty && (host == domain || host.hasSuffix(".\(domain)"))
    }
}

/// An address of four numbers.
private struct IPv4 {
    var bits: UInt32 = 0

    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        for part in parts {
            guard let byte = UInt8(part) else { return nil }
            bits = bits << 8 | UInt32(byte)
        }
    }
}
