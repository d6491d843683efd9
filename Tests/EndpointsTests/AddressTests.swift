import ClusterModel
import Endpoints
import Testing

struct AddressTests {
    /// What reading `text` as an agent's and as a proxy's address throws.
    private func refusals(of text: String) -> [AddressError?] {
        [
            #expect(throws: AddressError.self) { try WebAddress.agent(parsing: text) },
            #expect(throws: AddressError.self) { try WebAddress.proxy(parsing: text) },
        ]
    }

    @Test(arguments: [
        ("127.0.0.11:8008", "http://127.0.0.11:8008"), ("db1", "http://db1:8008"), ("db1/", "http://db1:8008"),
        ("http://h:8008/patroni", "http://h:8008"), ("https://[::1]:8008/", "https://[::1]:8008"),
        ("HTTP://h:1/cluster/", "http://h:1"), ("http://h", "http://h:80"), ("https://h/", "https://h:443"),
        ("https://gate.example/db/one/patroni", "https://gate.example:443/db/one"),
        ("[fe80::1%eth0]", "http://[fe80::1%eth0]:8008"),
        ("http://h:8008/patroni?x=1#y", "http://h:8008"), ("db1_a.platform.svc:8008", "http://db1_a.platform.svc:8008"),
        ("h:8008/my-patroni", "http://h:8008/my-patroni"), ("h/?u=http://x", "http://h:8008"),
    ])
    func `an agent's address is read from what people write`(_ text: String, _ url: String) throws {
        #expect(try WebAddress.agent(parsing: text).url == url)
    }

    @Test(arguments: [
        ("http://h:7000/", "http://h:7000/;csv;norefresh"), ("h", "http://h:7000/;csv;norefresh"),
        ("http://h", "http://h:80/;csv;norefresh"),
        ("h:7000/haproxy?stats", "http://h:7000/haproxy?stats;csv;norefresh"),
        ("http://h:7000/;csv", "http://h:7000/;csv;norefresh"),
        ("h:7000/;csv;norefresh", "http://h:7000/;csv;norefresh"),
        ("h:7000/;norefresh", "http://h:7000/;norefresh;csv"),
        ("h:7000/;csv?scope=a", "http://h:7000/;csv;norefresh?scope=a"),
        ("https://h/stats/#x", "https://h:443/stats/;csv;norefresh"),
    ])
    func `a proxy's address asks for CSV once, whatever the page's path`(_ text: String, _ url: String) throws {
        #expect(try WebAddress.proxy(parsing: text).url == url)
    }

    @Test(arguments: [("h", "h:5432"), ("h:6000", "h:6000"), ("[::1]:6000", "[::1]:6000"), ("[::1]", "[::1]:5432")])
    func `a database port is host and port`(_ text: String, _ address: String) throws {
        #expect(try ClientAddress(parsing: text).description == address)
    }

    @Test(arguments: [
        ("", "empty"), ("http://", "names no host"), (":8008", "names no host"), ("a b", "spaces"),
        ("h\u{1B}", "spaces"),
        ("ftp://h", "'ftp' is no scheme"), ("h:0", "'0' is no port"), ("h:65536", "no port"), ("h:", "'' is no port"),
        ("h:+1", "no port"), ("h:99999999999999999999", "no port"), ("::1", "brackets"), ("::1:8008", "brackets"),
        ("[::1", "no host name"), ("[h]:1", "no host name"), ("[::1]x", "no port"), ("h!:1", "no host name"),
        ("a,b", "no host name"), (String(repeating: "a", count: 500), "longer than"), ("http:/h:1", "no port"),
    ])
    func `a text that is no address is refused with a reason`(_ text: String, _ reason: String) {
        for error in refusals(of: text) {
            #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
        }
    }

    @Test(arguments: ["http://joe:hush@h:8008", "joe:hush@h:8008", "https://hush@h/", "joe:hush@h"])
    func `a password in an address is refused and never repeated`(_ text: String) {
        for error in refusals(of: text) {
            #expect(error?.description.contains("configuration file") == true)
            #expect(error?.description.contains("hush") == false)
        }
        #expect(throws: AddressError.userInformation) { try ClientAddress(parsing: text) }
    }

    @Test func `a URL is no database port`() {
        let error = #expect(throws: AddressError.self) { try ClientAddress(parsing: "http://h:6000") }
        #expect(error?.description.contains("host:port") == true)
    }
}
