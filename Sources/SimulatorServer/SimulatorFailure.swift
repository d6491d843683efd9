/// Why the simulator could not start.
package enum SimulatorFailure: Error, Equatable, CustomStringConvertible {
    /// Somebody else listens on a port that was asked for.
    case portTaken(UInt16)
    /// A port could not be bound for another reason; zero where any was good.
    case cannotBind(port: UInt16, reason: String)
    /// More files are needed than this process may open.
    case tooFewFiles(needed: Int, allowed: Int)
    case outOfPorts

    package var description: String {
        switch self {
        case .portTaken(let port): "port \(port) of 127.0.0.1 is in use already"
        case .cannotBind(let port, let reason): "cannot listen on 127.0.0.1:\(port): \(reason)"
        case .tooFewFiles(let needed, let allowed):
            "needs \(needed) open files, but only \(allowed) are allowed (see 'ulimit -n')"
        case .outOfPorts: "the ports from the base port up do not suffice"
        }
    }
}
