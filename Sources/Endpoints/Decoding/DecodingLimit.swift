/// How much of an answer is kept: far above real clusters, far below what would hurt.
package enum DecodingLimit {
    package static let members = 100
    package static let tags = 50
    package static let restartReasons = 100
    package static let senders = 200
    /// The latest ones are kept.
    package static let historyEntries = 1000
    package static let settings = 2000
    /// Rows of a proxy's statistics that are looked at.
    package static let proxyRows = 4000
    package static let proxyColumns = 256
    package static let servers = 1000
    package static let titleLength = 80
    /// Keys of one cluster in the store.
    package static let storeKeys = 500
    package static let storeEvents = 2000
    package static let storeValueBytes = 1 << 20
    package static let storeMembers = 50
    /// Pods of a selection; more than that are counted and left out.
    package static let pods = 20_000
    package static let labels = 100
    /// Containers of one pod.
    package static let containers = 100
    /// Environment variables of one container.
    package static let variables = 256
    package static let conditions = 50
    package static let ports = 100
    package static let services = 5000
    package static let podEvents = 100
}
