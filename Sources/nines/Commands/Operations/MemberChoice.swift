import ArgumentParser
import ClusterModel
import Operations

/// Which members an operation is for.
struct MemberChoice: ParsableArguments {
    /// A kind of member, by what it is now.
    enum Role: String, ExpressibleByArgument, CaseIterable {
        case leader, replica
    }

    @Option(help: ArgumentHelp("A member; repeat it for several.", valueName: "name"))
    var member: [String] = []

    @Option(help: ArgumentHelp("All members of a role: leader or replica.", valueName: "role"))
    var role: Role?

    @Flag(help: "All members, replicas first.")
    var all = false

    func validate() throws {
        let ways = [!member.isEmpty, role != nil, all].count { $0 }
        guard ways == 1 else {
            throw ValidationError("say which members: --member NAME, --role leader|replica, or --all.")
        }
    }

    /// The members that are meant; the planner puts the leader last, because a restart of it is what clients feel.
    func members(in snapshot: ClusterSnapshot) throws -> [MemberName] {
        if !member.isEmpty {
            var seen: Set<String> = []
            return member.filter { seen.insert($0).inserted }.map { MemberName($0) }
        }
        let selection: MemberSelection =
            switch role {
            case .leader: .leader
            case .replica: .replicas
            case nil: .all
            }
        let chosen = selection.members(of: snapshot)
        guard !chosen.isEmpty else { throw Complaint.usage("the cluster has no \(role?.rawValue ?? "member") now.") }
        return chosen
    }
}
