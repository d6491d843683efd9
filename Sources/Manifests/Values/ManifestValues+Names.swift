/// Names and addresses that follow from the values.
extension ManifestValues {
    /// The member's Service: `dbsrv1` of `db1`; a name without a number at its end is its own.
    package func service(of member: Member) -> String {
        let number = member.name.reversed().prefix { $0.isASCII && $0.isNumber }.count
        let stem = member.name.dropLast(number)
        guard number > 0, let last = stem.last, last.isLetter else { return member.name }
        return "\(stem)srv\(member.name.suffix(number))"
    }

    /// The member's name in the cluster's DNS.
    package func host(of member: Member) -> String {
        "\(service(of: member)).\(namespace).svc.\(clusterDomain)"
    }

    func peers(of member: Member) -> [Member] { members.filter { $0 != member } }

    /// openGauss's ports for replication between members: data, heartbeat, service.
    var replicationPorts: [(name: String, port: Int)] {
        guard database == .opengauss else { return [] }
        return [
            ("replication", databasePort + 1), ("heartbeat", databasePort + 2), ("service", databasePort + 4),
        ]
    }

    /// Where the volume is mounted; the data are in a folder below, which Patroni can then rename and remove.
    var volumePath: String {
        switch database {
        case .opengauss: "/var/lib/opengauss"
        case .postgresql: "/var/lib/postgresql"
        }
    }

    /// Not `data`, where PostgreSQL's image declares a volume of its own, which containerd would mount over ours.
    var dataPath: String { "\(volumePath)/pgdata" }

    var account: String { "\(cluster)-patroni" }

    var configuration: String { "\(cluster)-patroni" }

    /// What every pod of a member carries; Patroni finds its cluster's objects by the first two.
    var memberLabels: YAMLValue { ["application": "patroni", "cluster-name": .text(cluster)] }

    var proxyLabels: YAMLValue { ["app": .text(proxy.name)] }

    /// The image's tag, if it has one that can be a label.
    static func version(of image: String) -> String? {
        guard let last = image.split(separator: "/").last, !last.contains("@"),
            let colon = last.firstIndex(of: ":")
        else { return nil }
        let tag = last[last.index(after: colon)...]
        guard tag.utf8.count <= 63, tag.last?.isLetter == true || tag.last?.isNumber == true else { return nil }
        return String(tag)
    }
}
