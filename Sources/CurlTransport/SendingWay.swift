import CCurl
import Endpoints

/// Which way something that is sent takes, and with what.
enum SendingWay {
    /// To an agent's own address.
    case agent(Access)
    /// To the API server, which passes it on where its path leads to a pod; the agents' credentials stay here.
    case apiServer(KubernetesAccess, showing: KubernetesCredential)

    var secrets: [Secret] {
        switch self {
        case .agent(let access): access.secrets
        case .apiServer(let access, let credential): access.secrets(with: credential)
        }
    }

    /// What the API server is shown; nil where it is not asked.
    var shown: KubernetesCredential? {
        switch self {
        case .agent: nil
        case .apiServer(_, let credential): credential
        }
    }
}

extension Exchange {
    /// Prepares a request that is no GET: redirects are not followed, and nothing is sent a second time.
    ///
    /// A fresh connection that is not reused is also what keeps libcurl from its one retry of its own, which it makes when
    /// a kept connection turns out to be dead. What is returned must live as long as the transfer.
    func prepareSending(
        _ method: String,
        _ url: String,
        _ body: [UInt8],
        by way: SendingWay,
        userAgent: String,
        milliseconds: Int
    ) throws(OptionFailure) -> [HeaderList] {
        let pointer = easy.pointer
        var headers = ["Content-Type: application/json", "Connection: close", "Expect:"]
        var kept: [HeaderList] = []
        switch way {
        case .agent: try connect(to: url, milliseconds: milliseconds)
        case .apiServer(let access, _):
            headers.append("Accept: application/json, */*")
            if let hosts = try connect(to: url, by: access, milliseconds: milliseconds, &headers) { kept.append(hosts) }
        }
        // The answer may take its time, the connection may not: until it stands nothing has happened.
        try shim_setopt_connect_timeout_ms(pointer, min(5000, milliseconds)).check()
        try shim_setopt_mutation(pointer, method, body, curl_off_t(body.count)).check()
        try shim_setopt_http_version_1_1(pointer).check()
        try shim_setopt_user_agent(pointer, userAgent).check()
        try shim_setopt_follow_location(pointer, 0).check()
        try shim_setopt_fresh_connect(pointer).check()
        try shim_setopt_forbid_reuse(pointer).check()
        switch way {
        case .agent(let access): try apply(access)
        case .apiServer(let access, let credential): try apply(access, showing: credential, &headers)
        }
        let list = HeaderList(headers)
        try shim_setopt_headers(pointer, list.first).check()
        return kept + [list]
    }
}
