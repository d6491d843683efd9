extension Chinese {
    /// What rules look for, why that matters, and what to do about it, in the order of the rules' files.
    static let rules: KeyValuePairs<String, String> = [
        "an agent hangs while its database lives": "数据库存活，但其 Patroni 挂起",
        "Patroni's REST API or its loop is stuck: proxies take the member out, and a leader loses its lock though its database is well.":
            "Patroni 的 REST API 或主循环卡住：代理会摘除该成员，主库虽然数据库正常也会失去 leader 锁。",
        "Restart Patroni on that member, not the database.": "重启该成员的 Patroni，而不是数据库。",
        "an agent does not answer": "Patroni 不应答",
        "Patroni on that member is dead, frozen or cut off; the listing goes on calling it healthy until its key expires.":
            "该成员的 Patroni 已死、冻结或网络中断；在其键过期之前，成员列表仍显示它正常。",
        "Look at the member's Patroni process and at the network between here and it.": "检查该成员的 Patroni 进程，以及本机到它的网络。",
        "a proxy's check of the leader is answered by somebody else": "代理对主库的检查由另一台主机应答",
        "The leader says primary to us and “no” to the proxy, for longer than checks take: the proxy asks another host.":
            "主库对本机自称主库，却对代理的检查回答“否”，且持续时间超过检查周期：代理问的是另一台主机。",
        "Compare the server's address in the proxy (`show servers state`) with the member's; without `resolvers` on its server line HAProxy keeps the address it found at its start. Reload it.":
            "比较代理中该服务器的地址（`show servers state`）与成员的地址；服务器行若没有 `resolvers`，HAProxy 会一直使用启动时解析到的地址。请重新加载代理。",
        "the client's-eye probe fails": "客户端视角的探测失败",
        "A client that connects where clients connect does not reach a living database.": "从客户端的连接入口连不到存活的数据库。",
        "If the leader is well, look at the proxy and at what stands before it (Service, load balancer, firewall).":
            "如果主库正常，请检查代理及其前面的环节（Service、负载均衡、防火墙）。",
        "the members' clocks differ": "各成员的时钟不一致",
        "Leases and schedules are measured by each machine's own clock, and logs of an incident cannot be put side by side.":
            "租约和计划时间都按各机器自己的时钟计算，而且事故日志无法相互对照。",
        "Look at time synchronisation (chrony, ntpd) on the named machines.": "检查所列机器的时间同步（chrony、ntpd）。",
        "agents answer for themselves but cannot list the cluster": "Patroni 有应答，但列不出集群",
        "Without its DCS a leader cannot renew its lock and steps down after retry_timeout, unless failsafe mode is on.":
            "没有 DCS，主库无法续租 leader 锁，retry_timeout 之后会降级，除非启用了 failsafe 模式。",
        "Look at etcd (or whatever the DCS is) and at the network from the named members to it.":
            "检查 etcd（或所用的 DCS），以及所列成员到它的网络。",
        "an agent answers but its database does not": "Patroni 有应答，但其数据库没有",
        "Patroni lives and its database is dead or hangs; the listing may still call it running until the agent's next loop.":
            "Patroni 存活而数据库已死或挂起；在 Patroni 的下一个循环之前，成员列表可能仍显示 running。",
        "Patroni restarts a dead database by itself within a loop_wait; one that hangs needs a look at its log, its disk and its processes.":
            "数据库死掉时 Patroni 会在一个 loop_wait 内自动重启它；如果是挂起，请检查其日志、磁盘和进程。",
        "the timeline history contradicts itself or the leader": "时间线历史自相矛盾或与主库不符",
        "The cluster was restored from a backup, or went back behind a promotion: what older members and backups hold may not fit.":
            "集群曾从备份恢复，或退回到某次提升之前：较旧的成员和备份中的内容可能不相容。",
        "If nobody restored it, compare the members' timelines before trusting any backup; reinitialize members that differ.":
            "如果没有人做过恢复，在信任任何备份之前先比较各成员的时间线；对不一致的成员执行 reinitialize。",
        "the Kubernetes API server tells nothing of the pods, or not at once":
            "Kubernetes API server 不提供 Pod 信息，或不能及时提供",
        "What is shown of pods is as old as it says; what happens to them now is not seen.":
            "显示的 Pod 信息停留在标明的时刻；它们此刻的变化看不到。",
        "Look at the reason: a right that is missing (`kubectl auth can-i watch pods`), credentials that ran out, a gateway that lets no streams through.":
            "查看原因：缺少权限（`kubectl auth can-i watch pods`）、凭据过期，或网关不允许流式连接。",
        "a replica's lag rises and will soon be too much": "备库延迟在增加，即将过大",
        "Past maximum_lag_on_failover the replica is no candidate, and what it lacks would be lost.":
            "超过 maximum_lag_on_failover 后备库不再是候选，它缺少的数据将会丢失。",
        "Look now at its disk, its network and what holds replay back, or slow the writes down.":
            "立即检查其磁盘、网络以及阻碍回放的原因，或降低写入速度。",
        "a replica's lag is unknown": "备库的延迟未知",
        "Patroni knows no position of that replica, so nobody can tell what a failover to it would lose.":
            "Patroni 不知道该备库的 WAL 位置，因此无法判断故障转移到它会丢失什么。",
        "Look at whether its database runs; a replica that has just started reports within a loop_wait.":
            "检查其数据库是否在运行；刚启动的备库会在一个 loop_wait 内上报。",
        "a replica receives, but does not replay as fast": "备库接收 WAL，但回放跟不上",
        "Patroni's lag does not count it: who takes over replays everything first, and nobody can write until then.":
            "Patroni 的延迟不计入这部分：接管者须先回放完毕，此前无法写入。",
        "Look for a long query on the replica that holds replay back (pg_stat_activity), a paused replay, or a slow disk.":
            "检查备库上阻碍回放的长查询（pg_stat_activity）、被暂停的回放或慢磁盘。",
        "a replica lags more than a failover allows": "备库延迟超过故障转移允许的范围",
        "A replica behind by more than maximum_lag_on_failover is no candidate, and what it lacks would be lost.":
            "延迟超过 maximum_lag_on_failover 的备库不是候选，它缺少的数据将会丢失。",
        "Look for a slow disk or network, a long query on the replica that holds replay back, or heavy writes.":
            "检查是否磁盘或网络过慢、备库上的长查询阻碍回放，或写入量过大。",
        "members were promoted several times within the last hour": "最近一小时内多次提升主库",
        "A cluster that fails over again and again has a cause that failover does not mend: a flapping network, disk or DCS.":
            "反复故障转移的集群有故障转移解决不了的原因：网络、磁盘或 DCS 不稳定。",
        "Compare when it happened (history, events) with the logs of Patroni and of the DCS; ttl, loop_wait and retry_timeout may be too short.":
            "将发生的时间（历史、事件）与 Patroni 和 DCS 的日志对照；ttl、loop_wait 和 retry_timeout 可能太短。",
        "listing and agent disagree about who leads": "成员列表与 Patroni 对谁是主库说法不一",
        "The DCS and the database have different ideas of the leader: normal for seconds in a switchover, wrong when it stays.":
            "DCS 与数据库对主库的认识不同：切换时持续数秒属正常，一直如此则有问题。",
        "If it stays longer than ttl, look at that member's Patroni log.": "如果持续时间超过 ttl，请查看该成员的 Patroni 日志。",
        "the leader has not renewed its lock for long": "主库很久没有续租 leader 锁",
        "Patroni renews the lock once a loop_wait. When two turns are missed the leader hangs or cannot reach its DCS, and a failover follows when the lease is out.":
            "Patroni 每个 loop_wait 续租一次。错过两次说明主库挂起或连不到 DCS，租约到期后将发生故障转移。",
        "Look at the leader's agent and at its way to etcd; nothing is lost as long as the lock stands.":
            "检查主库的 Patroni 及其到 etcd 的网络；只要锁还在，就没有损失。",
        "etcd and the agents name different leaders": "etcd 与 Patroni 说的主库不同",
        "The lock in etcd is the truth. Agents that say otherwise for seconds read another etcd, another namespace, or an old state.":
            "以 etcd 中的锁为准。若 Patroni 的说法持续数秒不同，说明它读的是另一个 etcd、另一个 namespace 或旧状态。",
        "Compare the etcd hosts in the agents' configuration with the endpoints watched here.":
            "比较 Patroni 配置中的 etcd 主机与此处监视的端点。",
        "maintenance mode is on": "维护模式已开启",
        "Patroni does not fail over while it is paused.": "Patroni 暂停期间不会故障转移。",
        "Resume when the work is done.": "工作完成后执行 resume。",
        "a member vanished from the listing": "成员从列表中消失",
        "Patroni drops a dead member's row when its key expires; the cluster has lost a copy of the data.":
            "成员死亡后，其键一过期 Patroni 就会移除该行；集群少了一份数据副本。",
        "Start the member again.": "重新启动该成员。",
        "a listed member's database does not serve": "所列成员的数据库不提供服务",
        "A member that is stopped, starting or failed neither takes writes nor stands by.":
            "已停止、正在启动或失败的成员既不接受写入，也不能作备库。",
        "Wait while it starts or is being built; otherwise read its database log.": "如果正在启动或构建，请等待；否则查看其数据库日志。",
        "a member is listed, but none of the pods is its own": "成员在列表中，但没有属于它的 Pod",
        "Its pod is gone and Patroni has not noticed yet, or it has another address than Patroni says, or the selection of pods leaves it out.":
            "它的 Pod 已消失而 Patroni 尚未发现，或其地址与 Patroni 所说不同，或 Pod 选择范围没有包含它。",
        "Look for the pod without the label selector; where it is there under another name, name it under `pod_members` in the configuration.":
            "去掉标签选择器再查找该 Pod；如果它以别的名字存在，请在配置的 `pod_members` 中指定。",
        "two members live on one node": "两个成员在同一节点上",
        "The node's end is the end of both: what was to survive the loss of a machine does not.":
            "该节点故障会同时失去两者：本应能承受一台机器的损失，现在不能。",
        "Give the members' pods an anti-affinity over `kubernetes.io/hostname`, and delete the replica's pod so that it is placed anew.":
            "为成员的 Pod 设置基于 `kubernetes.io/hostname` 的反亲和性，并删除备库的 Pod 以便重新调度。",
        "nobody could take over from the leader": "没有成员可以接管主库",
        "Every other member is gone, unreachable, not serving, tagged nofailover or too far behind: the next fault is an outage.":
            "其他成员都已消失、不可达、不提供服务、带 nofailover 标签或落后太多：下一次故障就是停机。",
        "Bring one replica back into shape; do not restart the leader before.": "先恢复一个备库；在此之前不要重启主库。",
        "the cluster has no leader": "集群没有主库",
        "Nobody holds the leader lock, so nobody accepts writes.": "没有成员持有 leader 锁，因此没有成员接受写入。",
        "Patroni elects a leader by itself within ttl + loop_wait when a candidate is fit. In maintenance mode it does not: resume, or fail over by hand.":
            "只要有合适的候选，Patroni 会在 ttl + loop_wait 内自动选出主库。维护模式下不会：请 resume，或手动故障转移。",
        "a proxy does not route writes to the leader": "代理没有把写入路由到主库",
        "Clients of that proxy get no session, however healthy the cluster is.": "无论集群多么健康，该代理的客户端都得不到会话。",
        "Within inter × rise after a leader change it comes by itself, and until then it is a warning. Later, compare the proxy's address of that server with the member's: a stale DNS answer is the usual reason.":
            "主库变更后经 inter × rise 会自行恢复，在此之前只是警告。若仍未恢复，请比较代理中该服务器的地址与成员的地址：最常见的原因是过期的 DNS 解析。",
        "a backend has no server that is UP": "后端没有 UP 的服务器",
        "Every client of that backend is turned away.": "该后端的所有客户端都会被拒绝。",
        "Look at why its checks fail (the proxies' screen shows each): the members, the check's path, or the addresses.":
            "查看检查失败的原因（代理画面会逐一显示）：成员、检查路径或地址。",
        "synchronous mode has no synchronous standby": "同步模式下没有同步备库",
        "Commits are not confirmed by anybody else, so a failover may lose some; with synchronous_mode_strict they wait, and clients hang.":
            "提交没有得到其他成员确认，故障转移可能丢失其中一部分；启用 synchronous_mode_strict 时提交会等待，客户端挂起。",
        "Bring a replica back that streams and is not tagged nosync.": "恢复一个正在流复制且没有 nosync 标签的备库。",
        "a source has told nothing new for long": "某个数据源很久没有新消息",
        "What the screen says of it is old; decide nothing by it.": "画面上关于它的内容已经过时；不要据此做决定。",
        "Look at the network from here; if every source is old, this machine or this program is too slow.":
            "检查本机的网络；如果所有数据源都过时，说明本机或本程序太慢。",
        "maintenance mode was forgotten": "维护模式可能被遗忘",
        "Nobody fails over while Patroni is paused, and after hours nobody remembers that it is.":
            "Patroni 暂停期间不会有成员接管，几小时后就没人记得它处于暂停状态。",
        "Resume, unless somebody really still works on it.": "执行 resume，除非确实还有人在维护。",
        "a member waits for a restart": "成员等待重启",
        "Changed parameters take effect only after a restart. openGauss agents say so for ever, even when nothing changed.":
            "修改过的参数要重启后才生效。openGauss 的 Patroni 会一直这样显示，即使没有任何修改。",
        "Restart the member at a quiet time, replicas first (the leader first when a limit was lowered).":
            "在空闲时重启该成员，先备库后主库（若调低了上限类参数则先主库）。",
        "a proxy does not use the address that a member's pod has now": "代理没有使用成员 Pod 的当前地址",
        "A pod that comes back has another address. A proxy that keeps the old one will not route to this member when it leads, and may route to a stranger.":
            "重建的 Pod 地址会变。仍保留旧地址的代理在该成员成为主库后不会路由到它，还可能路由到不相干的主机。",
        "Reload the proxy; then give its server lines `resolvers` and `init-addr` with the Service's name.":
            "重新加载代理；然后为服务器行配置 `resolvers` 和 `init-addr`，并使用 Service 的名称。",
        "a pod of a member or proxy crashes again and again": "成员或代理的 Pod 反复崩溃",
        "Kubernetes waits longer before each attempt, up to five minutes: what is in the pod is as good as gone.":
            "Kubernetes 每次重试前等待更久，最长五分钟：Pod 里的服务等于没有了。",
        "Read the log of the container before this one (`kubectl logs --previous`); OOMKilled asks for a higher memory limit or smaller buffers.":
            "查看上一个容器的日志（`kubectl logs --previous`）；OOMKilled 说明需要更大的内存上限或更小的缓冲区。",
        "a pod of a member or proxy is not ready": "成员或代理的 Pod 未就绪",
        "Services send nobody to a pod that is not ready, even where the database in it runs.":
            "Service 不会把流量发给未就绪的 Pod，即使其中的数据库在运行。",
        "Look at its conditions, events and readiness probe; a probe that asks Patroni for the wrong role fails for ever.":
            "查看其 condition、事件和就绪探针；若探针向 Patroni 询问了错误的角色，则永远不会通过。",
        "a container of a member or proxy was started again lately": "成员或代理的容器最近重启过",
        "A container does not end by itself: it crashed, used up its memory, or failed its liveness probe.":
            "容器不会自己结束：它崩溃了、耗尽了内存，或存活探针失败。",
        "Read the log of the container before this one (`kubectl logs --previous`), and the pod's events.":
            "查看上一个容器的日志（`kubectl logs --previous`）以及 Pod 的事件。",
        "a pod runs Patroni, but no member lives in it": "Pod 运行着 Patroni，但其中没有集群成员",
        "A member that never joined, or was dropped from the listing, is a copy of the data that is not there.":
            "从未加入、或已被移出列表的成员，意味着缺少一份数据副本。",
        "Read the pod's log: wrong scope, no way to the DCS, a bootstrap that fails. Where the pod is a member's after all, name it under `pod_members` in the configuration.":
            "查看该 Pod 的日志：scope 错误、连不到 DCS、bootstrap 失败。如果它确实属于某个成员，请在配置的 `pod_members` 中指定。",
        "proxies route writes to different members": "各代理把写入路由到不同的成员",
        "Which member a client reaches depends on which proxy it happened to take.": "客户端连到哪个成员，取决于它碰巧经过哪个代理。",
        "Compare their configurations, and the addresses that each has resolved.": "比较它们的配置以及各自解析到的地址。",
        "a proxy cannot reach an agent that we reach": "代理连不到本机能连到的 Patroni",
        "That member will not be routed to when it leads: the proxy has an old address of it, or something stands between them.":
            "该成员成为主库后不会被路由到：代理保留着旧地址，或两者之间有阻隔。",
        "Compare the address that the proxy uses with the member's (a pod gets a new one at each restart), then look at network policies. A timed-out check (L7TOUT) can also mean that Patroni has no worker free.":
            "比较代理使用的地址与成员的地址（Pod 每次重启都会换地址），再检查网络策略。检查超时（L7TOUT）也可能是 Patroni 没有空闲的工作线程。",
        "a proxy's counters went backwards": "代理的计数器回退",
        "It restarted and dropped every session, or several processes answer in turns behind one address and no figure can be trusted.":
            "它重启并断开了所有会话，或同一地址后面由多个进程轮流应答，其数字不可信。",
        "If it repeats, give the statistics URL of every proxy pod rather than a shared Service.":
            "如果反复出现，请逐个给出各代理 Pod 的统计页 URL，而不是共用的 Service。",
        "a proxy's statistics cannot be read": "读不到代理的统计信息",
        "Its clients may be cut off, and what it routes is unknown.": "它的客户端可能已断开，而且不知道它路由到哪里。",
        "Look at whether the proxy runs, and at the statistics URL: it must be the page's own, for instance http://HOST:7000/.":
            "检查代理是否在运行，以及统计页 URL 是否正确：必须是页面本身的地址，例如 http://HOST:7000/。",
        "a replica runs but does not stream": "备库在运行但没有流复制",
        "It falls behind with every write and is soon no candidate; without archive it may need to be built anew.":
            "每次写入都会使它更落后，很快就不再是候选；没有归档时可能需要重建。",
        "Read the replica's database log: a refused login, a missing slot or log segment, or a diverged timeline (reinitialize).":
            "查看备库的数据库日志：登录被拒、缺少复制槽或 WAL 段、时间线分叉（reinitialize）。",
        "the REST API may take changes from anybody": "REST API 可能允许任何人修改",
        "Whoever reaches an agent's port can restart, switch over or reconfigure the database. This is inferred, never tried: the member's pod sets up Patroni's REST API by its environment without PATRONI_RESTAPI_USERNAME and PATRONI_RESTAPI_PASSWORD. Credentials in Patroni's own file are not seen; without pods nothing can be inferred.":
            "任何能连到 Patroni 端口的人都可以重启、切换或重新配置数据库。这是推断，从不实测：成员的 Pod 通过环境变量设置 Patroni 的 REST API，却没有 PATRONI_RESTAPI_USERNAME 和 PATRONI_RESTAPI_PASSWORD。Patroni 自身配置文件中的凭据看不到；没有 Pod 信息则无法推断。",
        "Set restapi.authentication, or both variables from a Secret; where patroni.yml has it already, mute this rule.":
            "设置 restapi.authentication，或用 Secret 提供这两个变量；如果 patroni.yml 中已有，请静默此规则。",
        "a member's restart is scheduled": "成员已计划重启",
        "Its sessions will be cut at that time.": "届时它的会话会被断开。",
        "Cancel it if it is not wanted (patronictl flush, or DELETE /restart).":
            "如果不需要，请取消（patronictl flush，或 DELETE /restart）。",
        "a proxy's server was put into maintenance or drained": "代理的服务器被置为维护或排空",
        "Somebody took it out by hand, and it will not be routed to, not even when its member leads.":
            "有人手动把它摘除，不会再路由到它，即使它的成员成为主库。",
        "Give it back when the work is done (`set server BACKEND/SERVER state ready`).":
            "工作完成后恢复它（`set server BACKEND/SERVER state ready`）。",
        "a proxy's server matches no member": "代理的服务器不对应任何成员",
        "What is routed there cannot be judged.": "无法判断路由到那里的流量。",
        "Name the member in the configuration: `server_members: {SERVER: MEMBER}`.":
            "在配置中指定成员：`server_members: {SERVER: MEMBER}`。",
        "a proxy's DNS no longer knows a server": "代理的 DNS 不再认识某个服务器",
        "HAProxy puts a server whose name does not resolve into maintenance: nothing is routed there, and it is not even checked.":
            "域名无法解析的服务器会被 HAProxy 置为维护状态：不路由，也不检查。",
        "Look at the Service or DNS record of that name, and at the resolvers that HAProxy uses (`show resolvers`).":
            "检查该名称的 Service 或 DNS 记录，以及 HAProxy 使用的 resolvers（`show resolvers`）。",
        "a proxy runs out of sessions": "代理的会话即将用尽",
        "At its maxconn a server or frontend lets clients wait, then turns them away, though the database is well.":
            "达到 maxconn 后，服务器或前端会让客户端排队，然后拒绝它们，尽管数据库正常。",
        "Look for clients that leak connections; raise maxconn together with the database's max_connections.":
            "检查是否有客户端泄漏连接；提高 maxconn 时请同时提高数据库的 max_connections。",
        "the selection lets through pods of several Patroni clusters": "选择范围包含多个 Patroni 集群的 Pod",
        "Members of two clusters are never shown in one table, so the others are left out: what happens to them is not seen here.":
            "两个集群的成员不会显示在同一张表中，其余集群被略去：它们发生了什么在此看不到。",
        "Name the cluster with `--scope NAME`, or under `scope` in the configuration; or select fewer pods with `-l`.":
            "用 `--scope NAME` 或配置中的 `scope` 指定集群；或用 `-l` 缩小 Pod 的选择范围。",
        "a proxy spreads writes over several members while nobody knows who leads": "主库未知时代理把写入分散到多个成员",
        "A backend for the primary has two servers UP: clients write to both in turns, if both accept.":
            "主库后端有两台 UP 的服务器：如果两者都接受写入，客户端会轮流写到两边。",
        "Find out who is primary, and take the other out of the proxy (`set server BACKEND/SERVER state maint`).":
            "查明谁是主库，并从代理中摘除另一个（`set server BACKEND/SERVER state maint`）。",
        "a proxy uses an address that the member does not have": "代理使用的地址不属于该成员",
        "Checks and sessions go to whoever has that address now: to nobody, or to another member.":
            "检查和会话会发往现在占用该地址的主机：可能没有主机，也可能是另一个成员。",
        "Reload the proxy; then give its server lines `resolvers` and `init-addr`, or it will happen at the next restart of a pod again.":
            "重新加载代理；然后为服务器行配置 `resolvers` 和 `init-addr`，否则下次 Pod 重启时还会发生。",
        "an endpoint of etcd fails or complains": "etcd 的某个端点故障或报错",
        "Every lost member of etcd brings it nearer to losing its quorum, and Patroni its lock with it.":
            "每失去一个 etcd 成员就离失去多数派更近一步，Patroni 的锁也会随之丢失。",
        "Look at that etcd member: its process, its disk (NOSPACE needs an alarm disarmed), its certificates.":
            "检查该 etcd 成员：进程、磁盘（NOSPACE 需要解除告警）、证书。",
        "etcd does not let us read the cluster's keys": "etcd 不允许读取集群的键",
        "The lock, its lease and every change of it are only seen here; without them a change of the leader shows with the next answer of an agent. Patroni itself is not concerned.":
            "leader 锁、其租约及每次变化只能从这里看到；读不到时，主库变更要等 Patroni 的下一次应答才显示。Patroni 本身不受影响。",
        "Check the user name and password of etcd_access, and that the user's role may read the keys below /NAMESPACE/SCOPE/.":
            "检查 etcd_access 的用户名和密码，以及该用户的角色能否读取 /NAMESPACE/SCOPE/ 下的键。",
        "etcd has lost its quorum": "etcd 失去多数派",
        "Without a raft leader nothing can be written to etcd: the lock cannot be renewed and runs out.":
            "没有 raft leader 就无法写入 etcd：leader 锁不能续租，最终会过期。",
        "Bring back enough members of etcd that more than half of them see each other.": "恢复足够多的 etcd 成员，使半数以上能互相连通。",
        "a switchover is scheduled": "已计划切换",
        "The leader will change at that time, and every session through the proxies will be cut.":
            "届时主库会变更，所有经代理的会话都会被断开。",
        "Cancel it if it is not wanted (patronictl flush, or DELETE /switchover).":
            "如果不需要，请取消（patronictl flush，或 DELETE /switchover）。",
        "a replica stays on an older timeline than the leader's": "备库停留在比主库更旧的时间线",
        "It has not followed the last promotion: what it holds has diverged, and it cannot take over.":
            "它没有跟随上一次提升：其内容已经分叉，不能接管。",
        "If it does not catch up by itself, reinitialize it.": "如果它不能自行追上，请执行 reinitialize。",
        "two members say that they are primary": "两个成员都自称主库",
        "Both may accept writes, and one of them will lose its own at the next rewind.":
            "两者可能都接受写入，其中一个会在下一次 rewind 时丢失自己的写入。",
        "Keep clients on the holder of the leader lock, stop the other member, then let it rejoin (reinitialize if rewind fails).":
            "让客户端留在 leader 锁的持有者上，停止另一个成员，再让它重新加入（rewind 失败则 reinitialize）。",
        "members run different versions": "各成员版本不同",
        "Fine while an upgrade rolls through; later, members behave differently in the same failover.":
            "滚动升级期间属正常；之后，各成员在同一次故障转移中的行为会不同。",
        "Finish the upgrade on the members that are behind.": "完成落后成员的升级。",
        "a proxy sends writes to a member that does not lead": "代理把写入发往非主库的成员",
        "Sessions that land there fail with “cannot execute … in a read-only transaction”; with the usual check settings every switchover has this for seconds, and past inter × fall it is critical.":
            "落到那里的会话会报“cannot execute … in a read-only transaction”；按通常的检查设置，每次切换都会持续数秒，超过 inter × fall 则为严重。",
        "It ends when the proxy's checks have failed `fall` times. If it does not, the check does not ask Patroni for the primary: `option httpchk` against /primary. Shorter `inter` and `fall` shorten it.":
            "代理的检查失败 `fall` 次后即结束。如果不结束，说明检查没有向 Patroni 询问主库：应使用 `option httpchk` 检查 /primary。缩短 `inter` 和 `fall` 可缩短此时间。",
    ]
}
