import CCurl
import ClusterModel
import Endpoints

/// Connections to database ports that libcurl has opened and that are ours from then on, by easy handle.
struct DatabaseConnections {
    /// Probes whose connection stands and whose byte has not come.
    private(set) var greetings: [UnsafeMutableRawPointer: DatabaseGreeting] = [:]
    /// Connections that were answered and are kept open.
    private(set) var held: [UnsafeMutableRawPointer: HeldConnection] = [:]

    var sockets: [Int32] { greetings.values.map(\.socket) + held.values.map(\.socket) }

    var transfers: [CurlTransfer] { greetings.values.map(\.transfer) + held.values.map(\.transfer) }

    /// Says our eight bytes over a connection that has come to stand.
    mutating func greet(over transfer: CurlTransfer) throws(ReadFailure) {
        greetings[transfer.easy.pointer] = try DatabaseGreeting(over: transfer)
    }

    /// Keeps a connection open that was answered.
    mutating func hold(_ greeting: DatabaseGreeting) {
        greetings[greeting.transfer.easy.pointer] = nil
        held[greeting.transfer.easy.pointer] = HeldConnection(greeting)
    }

    mutating func forget(_ pointer: UnsafeMutableRawPointer) {
        greetings[pointer] = nil
        held[pointer] = nil
    }
}
