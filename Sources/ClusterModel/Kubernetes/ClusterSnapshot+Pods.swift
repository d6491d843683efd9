extension ClusterSnapshot {
    /// A pod of ours: a member lives in it, or a proxy runs in it.
    package struct OwnPod: Equatable, Sendable {
        package var pod: Pod
        /// Nil for a proxy's.
        package var member: MemberName?
        /// The member's or the proxy's name.
        package var resident: String
    }

    /// The pods of members and proxies as they are now; empty while the API server tells nothing.
    package var ownPods: [OwnPod] { kubernetes?.pods.currentValue == nil ? [] : rememberedPods }

    /// The same as last known, however old.
    package var rememberedPods: [OwnPod] {
        guard let kubernetes else { return [] }
        let members = kubernetes.memberPods.compactMap { join in
            kubernetes.pod(join.pod).map { OwnPod(pod: $0, member: join.member, resident: join.member.text) }
        }
        let proxies = proxies.compactMap { proxy in
            kubernetes.proxyPods[proxy.address].flatMap(kubernetes.pod).map {
                OwnPod(pod: $0, member: nil, resident: "proxy \(proxy.name)")
            }
        }
        return members + proxies
    }
}
