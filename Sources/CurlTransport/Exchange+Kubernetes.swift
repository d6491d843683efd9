import CCurl
import ClusterModel
import Endpoints

/// What every exchange with an API server shares, a read or a write.
extension Exchange {
    /// Where to, with the URL's host replaced by the name in the server's certificate, where it is reached at another.
    ///
    /// TLS asks for and checks the URL's host, so the name goes there and the connection goes elsewhere; the `Host` header stays
    /// what it would have been, as kubectl has it. What is returned must live as long as the transfer.
    func connect(
        to url: String,
        by access: KubernetesAccess,
        milliseconds: Int,
        _ headers: inout [String]
    ) throws(OptionFailure) -> HeaderList? {
        let server = access.server
        guard let name = access.serverName, server.isTLS else {
            try connect(to: url, milliseconds: milliseconds)
            return nil
        }
        let rest = url.dropFirst("https://\(server.authority)".count)
        try connect(to: "https://\(name):\(server.port)\(rest)", milliseconds: milliseconds)
        let hosts = HeaderList(["\(name):\(server.port):\(server.authority)"])
        try shim_setopt_connect_to(easy.pointer, hosts.first).check()
        let bare = server.host.contains(":") ? "[\(server.host)]" : server.host
        headers.append("Host: \(server.port == 443 ? bare : server.authority)")
        return hosts
    }

    /// Whom to take for the server, what lies between, and what it is shown.
    func apply(
        _ access: KubernetesAccess,
        showing credential: KubernetesCredential,
        _ headers: inout [String]
    ) throws(OptionFailure) {
        headers += access.impersonation?.headers ?? []
        try trust(access)
        if let proxy = access.proxy { try pass(through: proxy, access) }
        try show(credential, &headers)
    }

    private func trust(_ access: KubernetesAccess) throws(OptionFailure) {
        let pointer = easy.pointer
        try shim_setopt_tls_1_2_or_newer(pointer).check()
        try shim_setopt_verify_peer(pointer, access.isInsecure ? 0 : 1).check()
        try shim_setopt_verify_host(pointer, access.isInsecure ? 0 : 2).check()
        guard let authority = access.authority else { return }
        switch authority {
        case .file(let path): try shim_setopt_ca_file(pointer, path).check()
        case .text(let text): try text.withBytes { shim_setopt_ca_pem(pointer, $0, $1) }.check()
        }
        // Who names an authority trusts it alone; distributions preset a folder of the system's besides.
        try shim_unset_ca_path(pointer).check()
    }

    /// What a proxy is behind TLS is believed by the same authority, as kubectl does (Go `net/http`, `Transport.TLSClientConfig`).
    private func pass(through proxy: WebProxy, _ access: KubernetesAccess) throws(OptionFailure) {
        let pointer = easy.pointer
        try shim_setopt_proxy(pointer, proxy.url).check()
        try shim_setopt_proxy_for_all(pointer).check()
        if let credentials = proxy.credentials {
            try shim_setopt_proxy_username(pointer, credentials.username).check()
            try shim_setopt_proxy_password(pointer, credentials.password.reveal()).check()
        }
        guard proxy.kind == .https else { return }
        try shim_setopt_proxy_verify(pointer, access.isInsecure ? 0 : 1).check()
        guard let authority = access.authority else { return }
        switch authority {
        case .file(let path): try shim_setopt_proxy_ca_file(pointer, path).check()
        case .text(let text): try text.withBytes { shim_setopt_proxy_ca_pem(pointer, $0, $1) }.check()
        }
        try shim_unset_proxy_ca_path(pointer).check()
    }

    private func show(_ credential: KubernetesCredential, _ headers: inout [String]) throws(OptionFailure) {
        let pointer = easy.pointer
        if let certificate = credential.certificate {
            switch certificate.certificate {
            case .file(let path): try shim_setopt_client_certificate(pointer, path).check()
            case .text(let text): try text.withBytes { shim_setopt_client_certificate_pem(pointer, $0, $1) }.check()
            }
            switch certificate.key {
            case .file(let path): try shim_setopt_client_key(pointer, path).check()
            case .text(let text): try text.withBytes { shim_setopt_client_key_pem(pointer, $0, $1) }.check()
            }
            // Otherwise OpenSSL asks for a locked key's password on our terminal.
            try shim_setopt_client_key_password(pointer, "").check()
        }
        switch credential.authorization {
        case .bearer(let token): headers.append("Authorization: Bearer \(token.reveal())")
        case .basic(let credentials):
            try shim_setopt_http_auth_basic(pointer).check()
            try shim_setopt_username(pointer, credentials.username).check()
            try shim_setopt_password(pointer, credentials.password.reveal()).check()
        case nil: break
        }
    }
}

extension WebProxy {
    /// As libcurl spells it, without the credentials; `socks5h` leaves names to the proxy.
    fileprivate var url: String {
        let scheme =
            switch kind {
            case .http: "http"
            case .https: "https"
            case .socks5: "socks5h"
            }
        return "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
}

extension KubernetesAccess {
    /// Everything that no sentence about an exchange may show.
    func secrets(with credential: KubernetesCredential) -> [Secret] {
        credential.secrets + (proxy?.credentials.map { [$0.password] } ?? [])
    }
}

extension Secret {
    fileprivate func withBytes<Result>(_ body: (UnsafeRawPointer?, Int) -> Result) -> Result {
        Array(reveal().utf8).withUnsafeBytes { body($0.baseAddress, $0.count) }
    }
}
