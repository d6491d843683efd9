extension Chinese {
    /// What stands around sentences about operations; `Phrase(reading:)` takes these off first.
    static let aroundSentences: KeyValuePairs<String, String> = [
        "{}; not seen yet: {}": "{0}；尚未看到：{1}",
        "for {} nothing moved; not seen yet: {}": "{0} 内没有进展；尚未看到：{1}",
        "{}; done before: {}": "{0}；此前已完成：{1}",
        "{}; not done: {}": "{0}；未做：{1}",
        "{}; {} leads as before": "{0}；{1} 仍是主库",
        "{}, and {} leads now, after {}": "{0}，现在主库是 {1}，历时 {2}",
        "{} are as wanted after {}": "{0} 均已生效，历时 {1}",
        "stopped half-way: {}": "中途停止：{0}",
        "Patroni answered {} “{}”: {}": "Patroni 应答 {0}“{1}”：{2}",
        "nothing was sent: {}": "没有发送任何请求：{0}",
    ]

    /// Operations in a few words.
    static let summaries: KeyValuePairs<String, String> = [
        "switchover from {} to {}": "从 {0} 切换到 {1}",
        "cancel the scheduled switchover": "取消计划的切换",
        "failover to {}": "故障转移到 {0}",
        "restart {}": "重启 {0}",
        "{} where pending": "{0}（仅待重启的）",
        "{} where below {}": "{0}（仅低于 {1} 的）",
        "cancel the scheduled restart of {}": "取消 {0} 计划的重启",
        "reload {}": "重新加载 {0}",
        "reinitialize {}": "重新初始化 {0}",
        "{}, force": "{0}，强制",
        "{}, from the leader": "{0}，从主库复制",
        "set {}": "设置 {0}",
        "delete {}": "删除 {0}",
        "{} at {}": "{0}，时间 {1}",
    ]

    /// What an operation goes through, and how it ends.
    static let clauses: KeyValuePairs<String, String> = [
        "{}'s agent accepted it": "{0} 的 Patroni 已接受",
        "an agent accepted it": "某个 Patroni 已接受",
        "{} released the leader lock": "{0} 已释放 leader 锁",
        "{} is promoted": "{0} 已提升",
        "somebody else is promoted": "其他成员已提升",
        "the proxy sends writes there": "代理已把写入发往它",
        "all {} proxies send writes there": "全部 {0} 个代理已把写入发往它",
        "{} follows as a replica": "{0} 已作为备库跟随",
        "{} has restarted": "{0} 已重启",
        "copying to {} has begun": "已开始复制到 {0}",
        "maintenance mode is off": "维护模式已关闭",
        "every member confirms": "所有成员已确认",
        "the switchover is listed as scheduled": "计划的切换已列出",
        "{}'s restart is listed as scheduled": "{0} 计划的重启已列出",
        "no restart of {} is scheduled any more": "{0} 不再有计划的重启",
        "{} is as wanted": "{0} 已生效",
        "somebody else": "其他成员",
        "another": "另一成员",
        "{} leads": "{0} 是主库",
        "{} leads, not {} as asked": "{0} 是主库，而不是所要求的 {1}",
        "the proxy routes to it": "代理已路由到它",
        "all {} proxies route to it": "全部 {0} 个代理已路由到它",
        "{} follows": "{0} 跟随",
        "nines was ended while it ran, and left it to Patroni": "nines 在操作进行时被结束，其余交给 Patroni",
        "nines followed it for as long as it was told to, and left it to Patroni": "nines 已跟踪到规定的时间，其余交给 Patroni",
    ]

    /// What agents answer, and what that means.
    static let answers: KeyValuePairs<String, String> = [
        "Patroni answered “{}”": "Patroni 应答“{0}”",
        "Patroni answered “{}”: {}": "Patroni 应答“{0}”：{1}",
        "Patroni waited long enough: the database is still starting": "Patroni 不再等待：数据库仍在启动",
        "Patroni answered “restart failed”: the database did not come up": "Patroni 应答“restart failed”：数据库没有起来",
        "no answer: what stands before the agent answered {}": "没有应答：Patroni 前面的环节应答了 {0}",
        "no answer: {}": "没有应答：{0}",
        "an answer that says nothing: {}": "应答没有意义：{0}",
        "the agent would not": "Patroni 不愿执行",
        "the API server takes the credentials off a request: use a port-forward or the agents' own addresses":
            "API server 会去掉请求中的凭据：请使用 port-forward，或 Patroni 自己的地址",
        "Patroni lets nobody in who comes through the API server: its allowlist, or the client certificate it wants, stands against it; use a port-forward or the agents' own addresses":
            "Patroni 不接受经 API server 而来的请求：受其 allowlist 或所需客户端证书限制；请使用 port-forward，或 Patroni 自己的地址",
        "the agent knows no such thing": "Patroni 没有这样的对象",
        "somebody else changed it at the same moment: look again": "同时有人修改了它：请重新查看",
        "the agent missed the length of the request": "Patroni 没有收到请求长度",
        "the cluster is not as the request says: look again": "集群与请求所说的不符：请重新查看",
        "the agent had an error of its own; its log says more": "Patroni 自身出错；详见其日志",
        "the agent had an error of its own": "Patroni 自身出错",
        "no version of Patroni that we know answers this": "已知的 Patroni 版本都不会这样应答",

        "Patroni could not read the request": "Patroni 无法解读请求",
        "a failover needs a candidate: name one": "故障转移需要候选：请指定一个",
        "a switchover needs the present leader's name; without a leader, use failover": "切换需要当前主库的名称；没有主库时请用故障转移",
        "only a switchover can be scheduled": "只有切换可以定时",
        "nothing can be scheduled in maintenance mode: resume first": "维护模式下不能安排计划：请先恢复",
        "the time is not readable: write it as 2026-11-22T23:30:00+01:00": "无法解读时间：请写成 2026-11-22T23:30:00+01:00",
        "the time lacks its zone: add Z or an offset such as +01:00": "时间缺少时区：请加 Z 或 +01:00 之类的偏移",
        "the time is past": "时间已过",
        "in maintenance mode a candidate must be named": "维护模式下必须指定候选",
        "the candidate leads already": "候选已是主库",
        "somebody else leads by now, or nobody: look again": "主库已换，或已没有主库：请重新查看",
        "in synchronous mode only a synchronous standby takes over; a failover may go to others, and may lose data":
            "同步模式下只有同步备库能接管；故障转移可选其他成员，但可能丢失数据",
        "no such member is in the cluster now: its agent has been gone for a while, or its name differs":
            "集群中现在没有这个成员：它的 Patroni 已消失一段时间，或名称不同",
        "synchronous mode is on and no standby is synchronous now: wait until one is": "已启用同步模式而当前没有同步备库：请等到有为止",
        "the leader is alone in the cluster: bring a replica back": "集群中只有主库：请先恢复一个备库",
        "as the asked agent sees it, no candidate answers with a running database, may be promoted (nofailover) and has its watchdog":
            "在被询问的 Patroni 看来，没有候选同时满足：数据库在运行、允许提升（nofailover）且 watchdog 正常",
        "Patroni could not write to the DCS: look at etcd": "Patroni 无法写入 DCS：请检查 etcd",
        "the leader looked again and stayed: the candidate lags more than maximum_lag_on_failover, is on an older timeline, or stopped answering":
            "主库再次检查后决定保持不变：候选延迟超过 maximum_lag_on_failover、时间线更旧，或停止应答",
        "no switchover is scheduled: it took place, was cancelled, or never was": "没有计划的切换：已执行、已取消，或从未有过",
        "cancel the scheduled restart first": "请先取消计划的重启",
        "no restart is scheduled for this member": "此成员没有计划的重启",
        "a version is written as 15.4, or 9.6.3 before 10": "版本写作 15.4，10 之前写作 9.6.3",
        "the timeout must be a positive number of seconds": "超时必须是正的秒数",
        "the member's role, version or pending restart is not what was asked for": "该成员的角色、版本或待重启状态与要求不符",
        "a {} runs on this member: wait for its end": "此成员正在执行 {0}：请等它结束",
        "the leader's data is the cluster's: switch over first": "主库的数据就是集群的数据：请先切换",
        "there is no leader to copy from": "没有可供复制的主库",
        "the DCS holds no configuration of this cluster": "DCS 中没有此集群的配置",
        "this version of Patroni has no such request": "此版本的 Patroni 没有这种请求",
        "the agent asks for a password and got none: configure user and password (restapi.authentication of Patroni)":
            "Patroni 要求密码而没有收到：请配置用户名和密码（Patroni 的 restapi.authentication）",
        "user or password is wrong: compare with restapi.authentication of Patroni":
            "用户名或密码错误：请与 Patroni 的 restapi.authentication 对照",
        "this machine's address is not in restapi.allowlist of Patroni": "本机地址不在 Patroni 的 restapi.allowlist 中",
        "the agent asks for a client certificate (restapi.verify_client): configure one and its key":
            "Patroni 要求客户端证书（restapi.verify_client）：请配置证书及其私钥",
    ]
}
