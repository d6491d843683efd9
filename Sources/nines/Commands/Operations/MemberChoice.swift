import ArgumentParser
import ClusterModel

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

    /// The members that are meant; the leader comes last, because a restart of it is what clients feel.
    func members(in snapshot: ClusterSnapshot) throws -> [MemberName] {
        if !member.isEmpty {
            var seen: Set<String> = []
            return member.filter { seen.insert($0).inserted }.map { MemberName($0) }
        }
        let leader = snapshot.listedLeader?.name
        let listed = snapshot.members.filter { !$0.isGone }.map(\.name)
        let replicas = listed.filter { $0 != leader }
        let leaders = leader.map { [$0] } ?? []
        let chosen =
            switch role {
            case .leader: leaders
            case .replica: replicas
            case nil: replicas + leaders
            }
        guard !chosen.isEmpty else { throw Complaint.usage("the cluster has no \(role?.rawValue ?? "member") now.") }
        return chosen
    }
}
