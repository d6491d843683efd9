extension Chinese {
    /// The help screen: keys, columns and signs; and the hints of the footer.
    static let keys: KeyValuePairs<String, String> = [
        "screens": "画面",
        "moving": "移动",
        "watching": "监视",
        "program": "程序",
        "operations": "操作",
        "columns": "列",
        "signs": "符号",

        "previous": "上次",
        "since": "时段",
        "container": "容器",
        "overview": "总览",
        "events": "事件",
        "history": "历史",
        "incidents": "事故",
        "pods": "Pod",
        "log": "日志",
        "member": "成员",
        "open": "打开",
        "back": "返回",
        "help": "帮助",
        "filter": "过滤",
        "save report": "保存报告",
        "freeze": "冻结",
        "quit": "退出",
        "restart": "重启",
        "command": "命令",
        "findings": "发现的问题",

        "On a log: that of the container before it was last restarted, or of the present one again":
            "在日志画面：切换到容器上次重启之前的日志，或回到当前日志",
        "On a log: the last lines, or everything since 5 min, 1 h, 6 h or 1 d ago":
            "在日志画面：最近若干行，或最近 5 分钟、1 小时、6 小时、1 天的全部",
        "On a log: the pod's next container": "在日志画面：该 Pod 的下一个容器",
        "Overview: members, routing, findings, events": "总览：成员、路由、发现的问题、事件",
        "Proxies: every server of every backend, as HAProxy counts it": "代理：每个后端的每台服务器，按 HAProxy 的统计",
        "Events: everything that changed since the start": "事件：启动以来的所有变化",
        "Timeline history and dynamic configuration": "时间线历史与动态配置",
        "Incidents: every loss of writing in this session, its phases and how long it was":
            "事故：本次会话中每次写入中断、其阶段与时长",
        "Pods: as kubectl lists them, and why one is not ready": "Pod：与 kubectl 列出的一致，以及未就绪的原因",
        "Log of the selected member's pod, followed; / searches it": "所选成员的 Pod 日志，持续跟随；/ 搜索",
        "On the pods: go to the member that lives in the selected one, or to its log":
            "在 Pod 画面：转到所选 Pod 中的成员，或其日志",
        "Open the selected member: all that its agent says, its routes and its events":
            "打开所选成员：其 Patroni 的全部信息、路由和事件",
        "On the screen of events: go to the member, or the proxies, that the selected one is about":
            "在事件画面：转到所选事件涉及的成员或代理",
        "Back to where this screen was opened from": "返回打开此画面的地方",
        "This help": "本帮助",
        "Up one line": "上移一行",
        "Down one line": "下移一行",
        "Up one page": "上翻一页",
        "Down one page": "下翻一页",
        "To the first line": "到第一行",
        "To the last line": "到最后一行",
        "Show only lines that hold a text; Enter keeps the filter, Esc drops it": "只显示含指定文本的行；Enter 保留过滤，Esc 取消",
        "On the incidents: save a Markdown report of each that is shown, into --report-folder":
            "在事故画面：把所显示的每个事故保存为 Markdown 报告，写入 --report-folder",
        "Drop the filter": "取消过滤",
        "Freeze the picture, or let it run again; reading goes on behind it. A replay pauses":
            "冻结画面，或继续；后台读取不停。回放时为暂停",
        "Ask every source again now": "立即重新询问所有数据源",
        "Poll more often; play a recording faster": "提高轮询频率；加快回放",
        "Poll less often; play a recording slower": "降低轮询频率；放慢回放",
        "Let the terminal ring when writing becomes impossible and when it works again, or be silent":
            "写入中断和恢复时让终端响铃，或静音",
        "Next theme": "下一个主题",
        "Paint the screen anew": "重绘屏幕",
        "Quit": "退出",

        "Switchover: the leader hands over to a candidate, now or at a time": "切换：主库移交给候选，立即或定时",
        "Failover: a candidate takes over, also where there is no leader": "故障转移：由候选接管，没有主库时也可以",
        "Restart the database of the selected member, of all replicas or of all, now or at a time":
            "重启所选成员、所有备库或全部成员的数据库，立即或定时",
        "Reload: let Patroni read its configuration files again": "重新加载：让 Patroni 重新读取其配置文件",
        "Reinitialize the selected replica: its data is thrown away and copied anew":
            "重新初始化所选备库：丢弃其数据并重新复制",
        "Pause Patroni (maintenance mode: no automatic failover), or resume": "暂停 Patroni（维护模式：不自动故障转移），或恢复",
        "Dynamic configuration: what changed since the start, and editing its keys":
            "动态配置：启动以来的变化，以及编辑单个键",
        "Cancel a scheduled switchover or restart": "取消计划中的切换或重启",
        "Operations of this session and the last lines of the audit file": "本次会话的操作，以及审计文件的最后几行",
        "Type a command: a screen, or an operation such as :switchover db2": "输入命令：某个画面，或操作，例如 :switchover db2",
        "this session is read-only {}": "本会话只读：{0}",
        "this session is read-only: --read-only was given": "本会话只读：已指定 --read-only",
        "by --read-only": "由 --read-only 指定",
        "by NINES_READ_ONLY": "由 NINES_READ_ONLY 指定",

        "name in the cluster": "在集群中的名称",
        "role in the listing; ≠ when the agent says otherwise": "成员列表中的角色；≠ 表示 Patroni 自述不同",
        "state of its database, or since when it is gone": "数据库的状态，或已消失多久",
        "timeline; openGauss does not raise it on promotion": "时间线；openGauss 提升时不增加",
        "bytes of WAL behind the leader": "落后主库的 WAL 字节数",
        "lag over the last five minutes, each member on its own scale": "最近五分钟的延迟，各成员按自己的比例",
        "address of its database; the port unless it is 5432": "数据库地址；端口不是 5432 时显示端口",
        "how long its agent takes to answer, or why it does not": "Patroni 的响应时间，或不应答的原因",
        "status of the pod that it lives in, as kubectl words it": "所在 Pod 的状态，与 kubectl 的用词相同",
        "Kubernetes node of its pod": "其 Pod 所在的 Kubernetes 节点",
        "what the proxies do with write sessions for it; DOWN ok is right for a replica":
            "代理如何处理发往它的写会话；备库显示“DOWN 正常”即可",
        "* when it waits for a restart": "* 表示等待重启",
        "tags of its Patroni configuration": "其 Patroni 配置中的标签",
        "how long ago it was last heard of": "距上次消息多久",

        "holds the leader lock": "持有 leader 锁",
        "the selected member; Enter opens it": "所选成员；按 Enter 打开",
        "as it should be": "正常",
        "DOWN where it should be DOWN": "应为 DOWN 且为 DOWN",
        "some proxies route to the leader, others do not": "部分代理路由到主库，部分没有",
        "warning: redundancy or insight is lost, writing works": "警告：失去冗余或可见性，写入正常",
        "critical: clients cannot write, or data is at risk": "严重：客户端无法写入，或数据有风险",
        "unknown: nothing tells": "未知：没有信息",
        "the listing and the member's own agent disagree": "成员列表与该成员的 Patroni 说法不一",
    ]
}
