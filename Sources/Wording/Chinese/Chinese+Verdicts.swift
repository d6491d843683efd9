extension Chinese {
    /// Headlines of the verdict; events begin with them in small letters.
    private static let headlines: KeyValuePairs<String, String> = [
        "CONNECTING": "连接中",
        "WRITE OUTAGE": "写入中断",
        "UNKNOWN": "未知",
        "SPLIT BRAIN": "脑裂",
        "DCS UNREACHABLE": "DCS 不可达",
        "INITIALISING": "初始化中",
        "FAILOVER": "故障转移",
        "WRITES MISROUTED": "写入路由错误",
        "STANDBY CLUSTER": "备集群",
        "MAINTENANCE MODE": "维护模式",
        "WRITES OK": "写入正常",
    ]

    static let verdicts: [(key: String, value: String)] =
        headlines.map { ($0.key, $0.value) } + headlines.map { ($0.key.lowercased(), $0.value) }
        + details.map { ($0.key, $0.value) }

    private static let details: KeyValuePairs<String, String> = [
        "no answer yet": "尚无应答",
        "no agent answers: {}": "没有 Patroni 应答：{0}",
        "API server {}: {}": "API server {0}：{1}",
        "no agent's port (8008, or one named patroni) among the pods in {}":
            "{0} 的 Pod 中没有 Patroni 端口（8008 或名为 patroni 的端口）",
        "no pod has an address yet in {}": "{0} 中尚无有地址的 Pod",
        "no agent of this cluster among the pods in {}": "{0} 的 Pod 中没有本集群的 Patroni",
        "no cluster {} among the pods in {}; there are: {}": "{1} 的 Pod 中没有集群 {0}；现有：{2}",
        "{} with the labels {}": "{0}（标签 {1}）",
        "{} say primary": "{0} 都自称主库",
        "DCS unreachable; {} says primary, but no proxy routes to it": "DCS 不可达；{0} 自称主库，但没有代理路由到它",
        "{} is still primary and will step down unless failsafe mode is on": "{0} 仍是主库，若未启用 failsafe 模式将会降级",
        "DCS unreachable; {} says primary, but clients: {}": "DCS 不可达；{0} 自称主库，但客户端：{1}",
        "DCS unreachable, no member is primary": "DCS 不可达，没有成员是主库",
        "failsafe mode: {} stays primary as long as it reaches every member": "failsafe 模式：只要 {0} 能连到所有成员，它就仍是主库",
        "no listing: {}; {} says primary": "读不到成员列表：{0}；{1} 自称主库",
        "no listing: {}": "读不到成员列表：{0}",
        "the cluster is being created": "集群正在创建",
        "leader {}: {}; its lock expires in {}": "主库 {0}：{1}；其 leader 锁 {2} 后过期",
        "leader {}: {}; its lock expires in at most {}": "主库 {0}：{1}；其 leader 锁最多 {2} 后过期",
        "leader {}: {}; maintenance mode lets nobody take over": "主库 {0}：{1}；维护模式下没有成员会接管",
        "leader {} is {}": "主库 {0} 状态为 {1}",
        "leader {} is {}, and etcd does not answer": "主库 {0} 状态为 {1}，且 etcd 无应答",
        "leader {} gets no answer from its own database": "主库 {0} 的 Patroni 得不到自己数据库的应答",
        "{} has the lock, its database is not primary yet": "{0} 已持有 leader 锁，其数据库尚未成为主库",
        "{} steps down, it still has the lock": "{0} 正在降级，仍持有 leader 锁",
        "leader {}, no proxy routes to it": "主库 {0}，没有代理路由到它",
        "leader {}, proxies also send to {}": "主库 {0}，代理还把写入发往 {1}",
        "leader {} leads, but clients: {}": "主库 {0} 在位，但客户端：{1}",
        "{} leads, no writes here": "{0} 领导，此集群不接受写入",
        "nobody can take over": "没有成员可以接管",
        "candidates {}": "候选 {0}",
        "{}; proxies still send to {}": "{0}；代理仍把写入发往 {1}",
        "no leader, and maintenance mode forbids failover; {}": "没有主库，且维护模式禁止故障转移；{0}",
        "no leader; {}": "没有主库；{0}",
        "{} does not route": "{0} 没有写路由",
        "no replica could take over": "没有备库可以接管",
        "→ {}, route unknown": "→ {0}，路由未知",
        "→ {} via {}/{} proxy": "→ {0}，经 {1}/{2} 个代理",
        "→ {} via {}/{} proxies": "→ {0}，经 {1}/{2} 个代理",
    ]
}
