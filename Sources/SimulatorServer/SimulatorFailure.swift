/// Why the simulator could not start.
package enum SimulatorFailure: Error, Equatable, CustomStringConvertible {
    /// A port could not be bound; zero where any was good.
    case cannotBind(port: UInt16, reason: String)
    /// More files are needed than this process may open.
    case tooFewFiles(needed: Int, allowed: Int)
    case outOfPorts

    package var description: String {
        switch self {
        case .cannotBind(let port, let reason): "cannot listen on 127.0.0.1:\(port): \(reason)"
        case .tooFewFiles(let needed, let allowed):
            "needs \(needed) open files, but only \(allowed) are allowed (see 'ulimit -n')"
        case .outOfPorts: "the ports from the base port up do not suffice"
        }
    }
}
