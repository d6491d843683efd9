import ClusterModel
import Endpoints
import Settings
import Testing

/// Proxies that the environment names, as companies do.
@Suite struct EnvironmentProxyTests {
    private func proxy(_ url: String, _ environment: [String: String]) throws -> WebProxy? {
        let server = try WebAddress.apiServer(parsing: url, isTLSUnlessSaid: true)
        return try EnvironmentProxy.proxy(for: server, environment: environment)
    }

    private let companys = WebProxy(kind: .http, host: "proxy", port: 3128)

    @Test func `the scheme tells which variable counts`() throws {
        let environment = ["HTTPS_PROXY": "http://proxy:3128", "http_proxy": "other"]
        #expect(try proxy("https://10.0.0.1:6443", environment) == companys)
        #expect(try proxy("http://10.0.0.1", environment) == WebProxy(kind: .http, host: "other", port: 80))
        #expect(try proxy("https://10.0.0.1", ["https_proxy": "proxy:3128", "HTTPS_PROXY": ""]) == companys)
        #expect(try proxy("https://10.0.0.1", [:]) == nil)
    }

    @Test(arguments: ["https://localhost:6443", "https://127.0.0.1:6443", "https://[::1]:6443"])
    func `this machine is reached without`(url: String) throws {
        #expect(try proxy(url, ["HTTPS_PROXY": "http://proxy:3128"]) == nil)
    }

    @Test(arguments: [
        ("*", true), ("h.example.com", true), ("example.com", true), (".example.com", true), ("*.example.com", true),
        ("ample.com", false), ("a, EXAMPLE.com ,b", true), ("example.com:6443", true), ("example.com:443", false),
        (".h.example.com", false), ("", false), (",,:", false), ("10.0.0.0/8", false),
    ]) func `names that are excepted`(exceptions: String, isExcepted: Bool) throws {
        let environment = ["HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": exceptions]
        #expect(try proxy("https://h.example.com:6443", environment) == (isExcepted ? nil : companys))
    }

    @Test(arguments: [
        ("10.1.2.3", true), ("10.0.0.0/8", true), ("10.1.2.0/24", true), ("10.1.3.0/24", false), ("0.0.0.0/0", true),
        ("10.1.2.3/32", true), ("10.1.2.3/33", false), ("10.1.2/24", false), ("10.1.2.3/x", false),
        ("10.1.2.3:6443", true),
    ]) func `addresses that are excepted`(exceptions: String, isExcepted: Bool) throws {
        let environment = ["HTTPS_PROXY": "http://proxy:3128", "no_proxy": exceptions]
        #expect(try proxy("https://10.1.2.3:6443", environment) == (isExcepted ? nil : companys))
    }

    @Test func `a variable that is no proxy is named, without its password`() {
        let error = #expect(throws: SettingsError.self) { try proxy("https://h", ["HTTPS_PROXY": "ftp://u:hunter2@p"]) }
        #expect(
            error?.description
                == "environment: HTTPS_PROXY: A proxy's URL begins with http://, https:// or socks5://; "
                + "give one like 'http://proxy:3128'."
        )
    }
}
