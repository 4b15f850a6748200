<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="zh_CN">
<context>
    <name>CallBackList</name>
    <message>
        <source>回电名单</source>
        <translation>Call-back list</translation>
    </message>
    <message>
        <source>正在查找可约时段…</source>
        <translation>Looking for slots…</translation>
    </message>
    <message>
        <source>没有需要回电的案件。</source>
        <translation>Nobody has to be called back.</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>案件编号</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>委托方</source>
        <translation>Lender</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>账龄</source>
        <translation>Bucket</translation>
    </message>
    <message>
        <source>逾期天数</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>金额（元）</source>
        <translation>Sum (CNY)</translation>
    </message>
    <message>
        <source>退案日</source>
        <translation>Mandate end</translation>
    </message>
    <message>
        <source>决定</source>
        <translation>Decision</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>案件列表</source>
        <translation>List of cases</translation>
    </message>
    <message>
        <source>已登记</source>
        <translation>Recorded</translation>
    </message>
    <message>
        <source>{0} 件</source>
        <translation>{0} cases</translation>
    </message>
    <message>
        <source>{0} / {1} 件</source>
        <translation>{0} of {1} cases</translation>
    </message>
    <message>
        <source>查找案件</source>
        <translation>Find cases</translation>
    </message>
    <message>
        <source>查找编号、姓名、地址、原因（Ctrl+F）</source>
        <translation>Find number, name, address, reason (Ctrl+F)</translation>
    </message>
    <message>
        <source>按委托方筛选</source>
        <translation>Filter by lender</translation>
    </message>
    <message>
        <source>按决定筛选</source>
        <translation>Filter by decision</translation>
    </message>
    <message>
        <source>列对应…</source>
        <translation>Columns…</translation>
    </message>
    <message>
        <source>指定委托方案件表中不认识的列和日期写法</source>
        <translation>Say what unknown columns of a lender&apos;s case file are, and how it writes days</translation>
    </message>
    <message>
        <source>决定…</source>
        <translation>Decide…</translation>
    </message>
    <message>
        <source>确认提示、暂停、答复、放行所选案件</source>
        <translation>Accept a warning, hold, answer or release the selected case</translation>
    </message>
    <message>
        <source>还没有案件</source>
        <translation>No cases yet</translation>
    </message>
    <message>
        <source>把今早的案件文件连同联系结果、名单、委托方档案、授权书、到访记录一起拖进窗口，
或从菜单导入。支持 xlsx、xls、csv 和加密的 zip。</source>
        <translation>Drop this morning&apos;s case files here together with contacts, roster, lenders, authorisations and past visits,
or import them from the menu. xlsx, xls, csv and locked zip files are read.</translation>
    </message>
    <message>
        <source>导入案件…</source>
        <translation>Import cases…</translation>
    </message>
    <message>
        <source>打开样本日</source>
        <translation>Open the sample day</translation>
    </message>
    <message>
        <source>全部委托方</source>
        <translation>All lenders</translation>
    </message>
    <message>
        <source>全部决定</source>
        <translation>All decisions</translation>
    </message>
</context>
<context>
    <name>CasePanel</name>
    <message>
        <source>所选案件</source>
        <translation>Selected case</translation>
    </message>
    <message>
        <source>选中一个案件，这里说明能否上门、为什么、怎样补救。</source>
        <translation>Select a case: here stands whether it may be visited, why, and what would cure it.</translation>
    </message>
    <message>
        <source>欠款 {0} 元</source>
        <translation>Owed CNY {0}</translation>
    </message>
    <message>
        <source>阶段：{0}</source>
        <translation>Stage: {0}</translation>
    </message>
    <message>
        <source>规则：{0}</source>
        <translation>Rules: {0}</translation>
    </message>
    <message>
        <source>全部通过</source>
        <translation>All kept</translation>
    </message>
    <message>
        <source>已确认&#x3000;{0}</source>
        <translation>Accepted&#x3000;{0}</translation>
    </message>
    <message>
        <source>规划：{0}&#x3000;{1}</source>
        <translation>Plan: {0}  {1}</translation>
    </message>
    <message>
        <source>不符</source>
        <translation>not kept</translation>
    </message>
    <message>
        <source>需确认</source>
        <translation>to confirm</translation>
    </message>
    <message>
        <source>记录</source>
        <translation>noted</translation>
    </message>
    <message>
        <source>约定</source>
        <translation>Agreed</translation>
    </message>
    <message>
        <source>联系 {0} 次</source>
        <translation>Contact: {0}</translation>
    </message>
    <message>
        <source>到访 {0} 次</source>
        <translation>Past visits: {0}</translation>
    </message>
    <message>
        <source>被要求离开</source>
        <translation>asked to leave</translation>
    </message>
    <message>
        <source>定位</source>
        <translation>Location</translation>
    </message>
</context>
<context>
    <name>ChoosePage</name>
    <message>
        <source>案件存在哪里？</source>
        <translation>Where shall cases be kept?</translation>
    </message>
    <message>
        <source>案件、联系结果和到访记录存在一个加密文件里，关机后还在；没有口令或恢复密钥谁也打不开。
它防的是硬盘或文件被盗，防不了本机上的恶意程序；建议同时开启系统的磁盘加密（BitLocker）。</source>
        <translation>Cases, contacts and visits are kept in one encrypted file; without its pass-phrase or recovery key nobody opens it.
It protects against a stolen disk or file, not against malware on this computer; switch on disk encryption (BitLocker) too.</translation>
    </message>
    <message>
        <source>先看样本日（不保存）</source>
        <translation>Look at the sample day (not kept)</translation>
    </message>
    <message>
        <source>打开案件库…</source>
        <translation>Open a desk…</translation>
    </message>
    <message>
        <source>新建案件库</source>
        <translation>New desk</translation>
    </message>
</context>
<context>
    <name>ContactForm</name>
    <message>
        <source>本人</source>
        <translation>Debtor</translation>
    </message>
    <message>
        <source>他人</source>
        <translation>Somebody else</translation>
    </message>
    <message>
        <source>无人</source>
        <translation>Nobody</translation>
    </message>
    <message>
        <source>约定日期</source>
        <translation>Agreed from day</translation>
    </message>
    <message>
        <source>约定日期至</source>
        <translation>Agreed until day</translation>
    </message>
    <message>
        <source>约定开始</source>
        <translation>Agreed from hour</translation>
    </message>
    <message>
        <source>约定结束</source>
        <translation>Agreed until hour</translation>
    </message>
    <message>
        <source>住所</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Workplace</translation>
    </message>
    <message>
        <source>其他地点</source>
        <translation>Elsewhere</translation>
    </message>
    <message>
        <source>本人亲口说出的地址；住所以案件地址为准时留空</source>
        <translation>Address as the debtor said it; empty for the home on file</translation>
    </message>
    <message>
        <source>已核对本人身份</source>
        <translation>Identity checked</translation>
    </message>
    <message>
        <source>说出债务之前，先核对姓名和证件后四位或生日</source>
        <translation>Before any word of debt, check the name and the last four of the id or the birthday</translation>
    </message>
    <message>
        <source>对方来电</source>
        <translation>They called us</translation>
    </message>
    <message>
        <source>拒绝原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>改用</source>
        <translation>Instead</translation>
    </message>
    <message>
        <source>信函</source>
        <translation>Letter</translation>
    </message>
    <message>
        <source>邮件</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>未接通</source>
        <translation>Not reached</translation>
    </message>
    <message>
        <source>记录，下一件（Ctrl+Enter）</source>
        <translation>Record, next case (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>请选择结果。</source>
        <translation>Choose a result.</translation>
    </message>
    <message>
        <source>请选择接听人。</source>
        <translation>Choose who answered.</translation>
    </message>
    <message>
        <source>有人接听就不是“未接通”。请改选结果或接听人。</source>
        <translation>If somebody answered it was not “not reached”. Change the result or who answered.</translation>
    </message>
    <message>
        <source>无人接听时只能记为“未接通”。</source>
        <translation>If nobody answered, the result is “not reached”.</translation>
    </message>
    <message>
        <source>只有本人同意才算数。请联系本人，或改选结果。</source>
        <translation>Only the debtor can consent. Reach the debtor, or choose another result.</translation>
    </message>
    <message>
        <source>请先核对本人身份并勾选，再记录同意。</source>
        <translation>Check the debtor&apos;s identity and tick it before you record a consent.</translation>
    </message>
    <message>
        <source>约定日期早于今天。</source>
        <translation>The agreed day lies before today.</translation>
    </message>
    <message>
        <source>约定日期的结束早于开始。</source>
        <translation>The agreed days end before they begin.</translation>
    </message>
    <message>
        <source>约定时段的结束应晚于开始。</source>
        <translation>The agreed hours must end after they begin.</translation>
    </message>
    <message>
        <source>不在住所时，请写下本人说出的地址。</source>
        <translation>When not at home, write down the address that the debtor named.</translation>
    </message>
    <message>
        <source>不愿被打扰</source>
        <translation>Does not want to be disturbed</translation>
    </message>
    <message>
        <source>家人不知情</source>
        <translation>Family does not know</translation>
    </message>
    <message>
        <source>对债务有异议</source>
        <translation>Disputes the debt</translation>
    </message>
    <message>
        <source>已与委托方协商</source>
        <translation>Settling with the lender</translation>
    </message>
    <message>
        <source>只接受书面</source>
        <translation>In writing only</translation>
    </message>
    <message>
        <source>由律师处理</source>
        <translation>Through a lawyer</translation>
    </message>
    <message>
        <source>未说明</source>
        <translation>Not said</translation>
    </message>
    <message>
        <source>无人接听</source>
        <translation>No answer</translation>
    </message>
    <message>
        <source>空号</source>
        <translation>No such number</translation>
    </message>
    <message>
        <source>停机</source>
        <translation>Suspended</translation>
    </message>
    <message>
        <source>关机</source>
        <translation>Switched off</translation>
    </message>
    <message>
        <source>拒接</source>
        <translation>Declined</translation>
    </message>
    <message>
        <source>打错</source>
        <translation>Wrong person</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Days</translation>
    </message>
    <message>
        <source>时段</source>
        <translation>Hours</translation>
    </message>
    <message>
        <source>地点</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>约定地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>接听人</source>
        <translation>Answered by</translation>
    </message>
    <message>
        <source>同意上门时的约定</source>
        <translation>What was agreed, when the debtor consents</translation>
    </message>
</context>
<context>
    <name>ContactPage</name>
    <message>
        <source>任务</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>案件编号</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>今日</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>次数</source>
        <translation>Calls</translation>
    </message>
    <message>
        <source>上次</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>联系名单</source>
        <translation>Call list</translation>
    </message>
    <message>
        <source>查找联系名单</source>
        <translation>Find in the call list</translation>
    </message>
    <message>
        <source>查找编号、姓名、电话、原因（Ctrl+F）</source>
        <translation>Find number, name, phone, reason (Ctrl+F)</translation>
    </message>
    <message>
        <source>导出名单…</source>
        <translation>Export list…</translation>
    </message>
    <message>
        <source>给在 Excel 中工作的催收员；填好后按联系结果导入</source>
        <translation>For callers who work in Excel; comes back as a contact log</translation>
    </message>
    <message>
        <source>联系名单存为</source>
        <translation>Save the call list as</translation>
    </message>
    <message>
        <source>Excel 表格（*.xlsx）</source>
        <translation>Excel workbook (*.xlsx)</translation>
    </message>
    <message>
        <source>联系名单已写入</source>
        <translation>Call list written</translation>
    </message>
    <message>
        <source>{0} 件，含完整电话号码，用完请删除：{1}</source>
        <translation>{0} calls with whole phone numbers, delete after use: {1}</translation>
    </message>
    <message>
        <source>{0} 件待联系</source>
        <translation>{0} to call</translation>
    </message>
    <message>
        <source>没有待联系的案件</source>
        <translation>Nobody to call</translation>
    </message>
    <message>
        <source>都已约定，或不需要联系。</source>
        <translation>All have agreed, or need no call.</translation>
    </message>
    <message>
        <source>还没有联系名单</source>
        <translation>No call list yet</translation>
    </message>
    <message>
        <source>导入案件后，需要先取得本人同意的案件会列在这里，撤约和改约排在最前。</source>
        <translation>After an import, cases that need the debtor&apos;s consent stand here; appointments to call off come first.</translation>
    </message>
    <message>
        <source>选中一件，记录联系结果</source>
        <translation>Select a case to record a call</translation>
    </message>
    <message>
        <source>现有约定 {0} {1}–{2}</source>
        <translation>Agreed now: {0} {1}–{2}</translation>
    </message>
    <message>
        <source>已记录</source>
        <translation>Recorded</translation>
    </message>
</context>
<context>
    <name>CreatePage</name>
    <message>
        <source>新建案件库</source>
        <translation>New desk</translation>
    </message>
    <message>
        <source>口令至少 {0} 个字符，只有您知道；忘记时靠恢复密钥，两样都没有就再也打不开。</source>
        <translation>At least {0} characters that only you know. If you forget it, the recovery key opens the desk; without both nothing does.</translation>
    </message>
    <message>
        <source>文件</source>
        <translation>File</translation>
    </message>
    <message>
        <source>选择…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>文件（本机磁盘，不要放进云盘或共享文件夹）</source>
        <translation>File (on this computer&apos;s disk, not in a cloud or shared folder)</translation>
    </message>
    <message>
        <source>口令</source>
        <translation>Pass-phrase</translation>
    </message>
    <message>
        <source>再输入一次</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>由系统钥匙串记住，在本机打开时不再询问</source>
        <translation>Let the system&apos;s keyring remember it on this computer</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>新建</source>
        <translation>Create</translation>
    </message>
    <message>
        <source>口令不一致</source>
        <translation>The pass-phrases differ</translation>
    </message>
    <message>
        <source>两次输入的口令不同。</source>
        <translation>You typed two different ones.</translation>
    </message>
    <message>
        <source>请重新输入。</source>
        <translation> Type them again.</translation>
    </message>
    <message>
        <source>案件库存为</source>
        <translation>Save the desk as</translation>
    </message>
</context>
<context>
    <name>Entrance</name>
    <message>
        <source>打开案件库</source>
        <translation>Open a desk</translation>
    </message>
    <message>
        <source>程序内部错误</source>
        <translation>We failed</translation>
    </message>
</context>
<context>
    <name>Importing</name>
    <message>
        <source>表格（*.xlsx *.xls *.csv *.zip）</source>
        <translation>Tables (*.xlsx *.xls *.csv *.zip)</translation>
    </message>
    <message>
        <source>所有文件（*）</source>
        <translation>All files (*)</translation>
    </message>
    <message>
        <source>为哪个案件文件指定列？</source>
        <translation>Columns of which case file?</translation>
    </message>
    <message>
        <source>有 {0} 个文件不是表格，未导入</source>
        <translation>{0} files are no tables and were not imported</translation>
    </message>
    <message>
        <source>可以导入 xlsx、xls、csv 和 zip。</source>
        <translation>xlsx, xls, csv and zip can be imported.</translation>
    </message>
    <message>
        <source>请稍候</source>
        <translation>One moment</translation>
    </message>
    <message>
        <source>正在进行另一项工作，完成或停止后再导入。</source>
        <translation>Other work is running. Import when it is done, or stop it.</translation>
    </message>
    <message>
        <source>已读入 {0} 个文件，{1} 行</source>
        <translation>Read {0} files, {1} rows</translation>
    </message>
    <message>
        <source>其中 {0} 行未采用，原因见详情；生成文件时写入 rejected.xlsx，改正后可再次导入。</source>
        <translation>{0} rows were not taken: see the details. They will stand in rejected.xlsx, to be mended and imported again.</translation>
    </message>
    <message>
        <source>{0}：{1} 行 = 新增 {2} + 更新 {3} + 相同 {4} + 跳过 {5} + 冲突 {6} + 未导入 {7}</source>
        <translation>{0}: {1} rows = {2} new + {3} updated + {4} identical + {5} skipped + {6} in conflict + {7} rejected</translation>
    </message>
    <message>
        <source>  第 {0} 行 {1} {2}：{3}</source>
        <translation>  row {0} {1} {2}: {3}</translation>
    </message>
</context>
<context>
    <name>KindDialog</name>
    <message>
        <source>这些文件是什么？</source>
        <translation>What are these files?</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>从文件名看不出种类的，请选择：</source>
        <translation>Choose where the name does not tell:</translation>
    </message>
    <message>
        <source>不导入</source>
        <translation>Do not import</translation>
    </message>
    <message>
        <source>案件</source>
        <translation>Cases</translation>
    </message>
    <message>
        <source>联系结果</source>
        <translation>Contacts</translation>
    </message>
    <message>
        <source>到访记录</source>
        <translation>Past visits</translation>
    </message>
    <message>
        <source>委托方档案</source>
        <translation>Lenders</translation>
    </message>
    <message>
        <source>授权书</source>
        <translation>Authorisations</translation>
    </message>
    <message>
        <source>外访员名单</source>
        <translation>Roster</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>已锁定</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>十分钟没有操作，或按了锁定。进行中的规划和导出仍在继续。</source>
        <translation>Nobody was here for ten minutes, or it was locked by hand. Planning and papers go on.</translation>
    </message>
    <message>
        <source>口令，或打印的恢复密钥</source>
        <translation>Pass-phrase, or the printed recovery key</translation>
    </message>
    <message>
        <source>解锁</source>
        <translation>Unlock</translation>
    </message>
</context>
<context>
    <name>Locking</name>
    <message>
        <source>锁定小组 {0}（空格）</source>
        <translation>Lock to team {0} (Space)</translation>
    </message>
    <message>
        <source>锁定小组和时刻 {0}</source>
        <translation>Lock to team and start {0}</translation>
    </message>
    <message>
        <source>锁定小组和次序：第 {0} 站</source>
        <translation>Lock to team and place: stop {0}</translation>
    </message>
    <message>
        <source>锁定小组、次序和时刻</source>
        <translation>Lock to team, place and start</translation>
    </message>
    <message>
        <source>解除锁定（空格）</source>
        <translation>Unlock (Space)</translation>
    </message>
    <message>
        <source>口令不对</source>
        <translation>Wrong pass-phrase</translation>
    </message>
    <message>
        <source>案件库仍锁定。</source>
        <translation>The desk stays locked.</translation>
    </message>
    <message>
        <source>请核对大小写和输入法。</source>
        <translation> Check capitals and input method.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>规划日</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>yyyy年M月d日 ddd</source>
        <comment>a Qt date format</comment>
        <translation>ddd d MMM yyyy</translation>
    </message>
    <message>
        <source>文件(&amp;F)</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>导入案件…</source>
        <translation>Import cases…</translation>
    </message>
    <message>
        <source>导入联系结果…</source>
        <translation>Import contacts…</translation>
    </message>
    <message>
        <source>导入到访记录…</source>
        <translation>Import past visits…</translation>
    </message>
    <message>
        <source>导入委托方档案…</source>
        <translation>Import lenders…</translation>
    </message>
    <message>
        <source>导入授权书…</source>
        <translation>Import authorisations…</translation>
    </message>
    <message>
        <source>导入外访员名单…</source>
        <translation>Import roster…</translation>
    </message>
    <message>
        <source>打开样本日</source>
        <translation>Open the sample day</translation>
    </message>
    <message>
        <source>空白表格…</source>
        <translation>Empty workbooks…</translation>
    </message>
    <message>
        <source>退出</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>规划(&amp;P)</source>
        <translation>&amp;Plan</translation>
    </message>
    <message>
        <source>规划这一天</source>
        <translation>Plan this day</translation>
    </message>
    <message>
        <source>停止</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>核对位置…</source>
        <translation>Settle places…</translation>
    </message>
    <message>
        <source>打印(&amp;D)</source>
        <translation>Pape&amp;rs</translation>
    </message>
    <message>
        <source>生成文件…</source>
        <translation>Make the papers…</translation>
    </message>
    <message>
        <source>打开文件夹</source>
        <translation>Open the folder</translation>
    </message>
    <message>
        <source>视图(&amp;V)</source>
        <translation>&amp;View</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>帮助(&amp;H)</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>关于</source>
        <translation>About</translation>
    </message>
    <message>
        <source>未保存：关闭后本次录入会丢失</source>
        <translation>Not saved: closing forgets what was entered</translation>
    </message>
    <message>
        <source>离线</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>还不能规划</source>
        <translation>Cannot plan yet</translation>
    </message>
    <message>
        <source>资料不全，缺什么见“规划”页。</source>
        <translation>Something is missing; the plan page says what.</translation>
    </message>
    <message>
        <source>位置已更新</source>
        <translation>Places have changed</translation>
    </message>
    <message>
        <source>现有规划仍按原来的位置，请重新规划。</source>
        <translation>The plan still uses the old places. Plan again.</translation>
    </message>
    <message>
        <source>空白表格存到哪个文件夹</source>
        <translation>Folder for the empty workbooks</translation>
    </message>
    <message>
        <source>空白表格已写入</source>
        <translation>Empty workbooks written</translation>
    </message>
    <message>
        <source>①案件</source>
        <translation>① Cases</translation>
    </message>
    <message>
        <source>②联系</source>
        <translation>② Contact</translation>
    </message>
    <message>
        <source> {0} 待联</source>
        <translation> {0} to call</translation>
    </message>
    <message>
        <source>③规划</source>
        <translation>③ Plan</translation>
    </message>
    <message>
        <source> {0} 访</source>
        <translation> {0} visits</translation>
    </message>
    <message>
        <source>④文件</source>
        <translation>④ Papers</translation>
    </message>
    <message>
        <source>没有案件</source>
        <translation>No cases</translation>
    </message>
    <message>
        <source>{0} 案 · 可上门 {1} · 先联系 {2} · 只寄信 {3} · 不得上门 {4} · {5} 组</source>
        <translation>{0} cases · {1} may be visited · {2} to call first · {3} by letter only · {4} not to be visited · {5} teams</translation>
    </message>
    <message>
        <source>样本不写入案件库</source>
        <translation>The sample is not written into a desk</translation>
    </message>
    <message>
        <source>请用“换一个案件库…”，再选“先看样本日（不保存）”。</source>
        <translation>Choose “Another desk…”, then “Look at the sample day (not kept)”.</translation>
    </message>
    <message>
        <source>立即备份</source>
        <translation>Back up now</translation>
    </message>
    <message>
        <source>锁定</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>换一个案件库…</source>
        <translation>Another desk…</translation>
    </message>
    <message>
        <source>已备份</source>
        <translation>Backed up</translation>
    </message>
    <message>
        <source>没有新内容，最近的备份仍然有效</source>
        <translation>Nothing new: the newest back-up still holds</translation>
    </message>
    <message>
        <source>已保存到 {0}（加密）</source>
        <translation>Kept in {0} (encrypted)</translation>
    </message>
    <message>
        <source>更改口令…</source>
        <translation>Change pass-phrase…</translation>
    </message>
</context>
<context>
    <name>MapPane</name>
    <message>
        <source>正在准备地图…</source>
        <translation>Preparing the map…</translation>
    </message>
    <message>
        <source>本机缺少地图组件（{0}）。表格和时间线照常可用。</source>
        <translation>This machine lacks a part of the map ({0}). Table and timeline work all the same.</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>地图</source>
        <translation>Map</translation>
    </message>
    <message>
        <source>地图页面无法载入。表格和时间线照常可用。</source>
        <translation>The map page could not be loaded. Table and timeline work all the same.</translation>
    </message>
    <message>
        <source>地图进程意外退出（{0}）。表格和时间线照常可用。</source>
        <translation>The map&apos;s process has died ({0}). Table and timeline work all the same.</translation>
    </message>
</context>
<context>
    <name>MappingDialog</name>
    <message>
        <source>列对应：{0}</source>
        <translation>Columns: {0}</translation>
    </message>
    <message>
        <source>委托方：按它记住这张表，下次自动使用</source>
        <translation>Lender: the columns are remembered under this name</translation>
    </message>
    <message>
        <source>委托方</source>
        <translation>Lender</translation>
    </message>
    <message>
        <source>同时读取其他工作表：{0}</source>
        <translation>Read the other sheets too: {0}</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>记住并导入</source>
        <translation>Remember and import</translation>
    </message>
    <message>
        <source>请核对每一列是什么。“不导入”的列不会保存。</source>
        <translation>Please check what each column is. Columns left out are not kept.</translation>
    </message>
    <message>
        <source>列</source>
        <translation>Columns</translation>
    </message>
    <message>
        <source>表头</source>
        <translation>Heading</translation>
    </message>
    <message>
        <source>前三个值</source>
        <translation>First three values</translation>
    </message>
    <message>
        <source>对应</source>
        <translation>Is</translation>
    </message>
    <message>
        <source>请选择日期写法</source>
        <translation>Choose how days are written</translation>
    </message>
    <message>
        <source>不导入</source>
        <translation>Do not import</translation>
    </message>
    <message>
        <source>（已识别）</source>
        <translation>(known)</translation>
    </message>
    <message>
        <source>请选择“{0}”列的日期写法。</source>
        <translation>Please choose how the column “{0}” writes days.</translation>
    </message>
    <message>
        <source>请指定哪一列是案件编号。</source>
        <translation>Please say which column is the case number (案件编号).</translation>
    </message>
    <message>
        <source>请填写委托方，以便下次自动使用。</source>
        <translation>Please name the lender, so that this is remembered.</translation>
    </message>
</context>
<context>
    <name>MaskedFields</name>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>手机</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>证件</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>显示 30 秒</source>
        <translation>Show 30 s</translation>
    </message>
    <message>
        <source>查看记入审计日志</source>
        <translation>Looking is written into the audit log</translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source>详情</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>程序内部错误</source>
        <translation>Internal error</translation>
    </message>
    <message>
        <source>这一步没有完成，其余数据不受影响。请把详情发给开发者；其中没有个人信息。</source>
        <translation>This step was not done; other data is unharmed. Please send the details to the developers: they hold no personal data.</translation>
    </message>
</context>
<context>
    <name>PaperPage</name>
    <message>
        <source>留空则不加密</source>
        <translation>empty: no encryption</translation>
    </message>
    <message>
        <source>生成文件（Ctrl+P）</source>
        <translation>Make the papers (Ctrl+P)</translation>
    </message>
    <message>
        <source>打开文件夹</source>
        <translation>Open the folder</translation>
    </message>
    <message>
        <source>停止（Esc）</source>
        <translation>Stop (Esc)</translation>
    </message>
    <message>
        <source>生成进度</source>
        <translation>Progress of the papers</translation>
    </message>
    <message>
        <source>将要打印</source>
        <translation>To be printed</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Contents</translation>
    </message>
    <message>
        <source>将要打印的文件</source>
        <translation>Papers to be printed</translation>
    </message>
    <message>
        <source>已生成的文件</source>
        <translation>Files written</translation>
    </message>
    <message>
        <source>大小</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>文件名</source>
        <translation>File</translation>
    </message>
    <message>
        <source>还没有可打印的规划</source>
        <translation>No plan to print yet</translation>
    </message>
    <message>
        <source>还没有规划</source>
        <translation>No plan yet</translation>
    </message>
    <message>
        <source>请先规划这一天，再生成文件。</source>
        <translation>Plan the day first, then make the papers.</translation>
    </message>
    <message>
        <source>规划已过时</source>
        <translation>The plan is out of date</translation>
    </message>
    <message>
        <source>已排案件在规划后有变化，请重新规划后再生成文件。</source>
        <translation>Planned cases have changed since. Plan again before making the papers.</translation>
    </message>
    <message>
        <source>规划完成后，这里列出每组的行程单、文件包和地图。请先规划这一天（F5）。</source>
        <translation>Once the day is planned, each team&apos;s itinerary, pack and map stand here. Plan the day first (F5).</translation>
    </message>
    <message>
        <source>没有选择文件夹</source>
        <translation>No folder chosen</translation>
    </message>
    <message>
        <source>请先选择保存文件的文件夹。</source>
        <translation>Choose the folder for the papers first.</translation>
    </message>
    <message>
        <source>还没有生成文件</source>
        <translation>No papers yet</translation>
    </message>
    <message>
        <source>请先按“生成文件”。</source>
        <translation>Press “Make the papers” first.</translation>
    </message>
    <message>
        <source>选择…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>选择文件夹</source>
        <translation>Choose the folder</translation>
    </message>
    <message>
        <source>文件夹</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>文件密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>、</source>
        <comment>between listed words</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>先撤约或改约 {0} 件（已约今日但不能上门）：{1}</source>
        <translation>Call off or re-offer {0} first (agreed for this day, but no visit): {1}</translation>
    </message>
    <message>
        <source>信函</source>
        <translation>Letters</translation>
    </message>
    <message>
        <source>letters.pdf，{0} 件只能寄信的案件</source>
        <translation>letters.pdf, {0} cases by letter only</translation>
    </message>
    <message>
        <source>全天</source>
        <translation>Whole day</translation>
    </message>
    <message>
        <source>未排清单、未导入清单、plan.json、manifest.json</source>
        <translation>unplanned cases, rejected rows, plan.json, manifest.json</translation>
    </message>
    <message>
        <source>{0}&#x3000;{1} 访</source>
        <translation>{0}  {1} visits</translation>
    </message>
    <message>
        <source>行程单（PDF、xlsx、日历）、地图、文件包</source>
        <translation>itinerary (PDF, xlsx, calendar), map, pack</translation>
    </message>
    <message>
        <source>授权委托书、告知书、欠款明细、还款协议、外访记录表、送达回执</source>
        <translation>authorisation, notice, statement, agreement, visit record, receipt</translation>
    </message>
    <message>
        <source>行程单</source>
        <translation>Itinerary</translation>
    </message>
    <message>
        <source>行程表</source>
        <translation>Itinerary table</translation>
    </message>
    <message>
        <source>日历</source>
        <translation>Calendar</translation>
    </message>
    <message>
        <source>文件包</source>
        <translation>Pack</translation>
    </message>
    <message>
        <source>地图</source>
        <translation>Map</translation>
    </message>
    <message>
        <source>未排清单</source>
        <translation>Unplanned cases</translation>
    </message>
    <message>
        <source>未导入清单</source>
        <translation>Rejected rows</translation>
    </message>
    <message>
        <source>规划数据</source>
        <translation>Plan data</translation>
    </message>
    <message>
        <source>校验清单</source>
        <translation>Manifest</translation>
    </message>
    <message>
        <source>已生成 {0} 个文件，有 {1} 份纸面文件缺资料未打印</source>
        <translation>{0} files written, {1} papers left out for want of data</translation>
    </message>
    <message>
        <source>已生成 {0} 个文件</source>
        <translation>{0} files written</translation>
    </message>
    <message>
        <source>打不开文件</source>
        <translation>Cannot open the file</translation>
    </message>
    <message>
        <source>系统没有打开此类文件的程序。</source>
        <translation>This system has no program for such files.</translation>
    </message>
    <message>
        <source>保存到哪个文件夹</source>
        <translation>Folder for the papers</translation>
    </message>
    <message>
        <source>写入其中的 {0} 文件夹。文件含个人信息，用完请删除。</source>
        <translation>Goes into its folder {0}. The files hold personal data: delete them after use.</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>更改口令</source>
        <translation>Change the pass-phrase</translation>
    </message>
    <message>
        <source>至少 {0} 个字符。旧口令随即失效，恢复密钥照旧有效。</source>
        <translation>At least {0} characters. The old one stops working at once; the recovery key still works.</translation>
    </message>
    <message>
        <source>新口令</source>
        <translation>New pass-phrase</translation>
    </message>
    <message>
        <source>再输入一次</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>更改</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>口令不一致</source>
        <translation>The pass-phrases differ</translation>
    </message>
    <message>
        <source>两次输入的口令不同。</source>
        <translation>You typed two different ones.</translation>
    </message>
    <message>
        <source>请重新输入。</source>
        <translation> Type them again.</translation>
    </message>
</context>
<context>
    <name>PinDialog</name>
    <message>
        <source>核对位置</source>
        <translation>Settle places</translation>
    </message>
    <message>
        <source>案件编号</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>精度</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>米</source>
        <translation>Metres</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>待核对的位置</source>
        <translation>Doubtful places</translation>
    </message>
    <message>
        <source>撤销（Ctrl+Z）</source>
        <translation>Undo (Ctrl+Z)</translation>
    </message>
    <message>
        <source>{0} 个地址待核对，其中 {1} 个可在当日上门</source>
        <translation>{0} addresses to settle, {1} of them may be visited on the day</translation>
    </message>
    <message>
        <source>没有待核对的位置</source>
        <translation>No doubtful places</translation>
    </message>
    <message>
        <source>已确认 {0}</source>
        <translation>Confirmed {0}</translation>
    </message>
    <message>
        <source>已按街镇安排 {0}</source>
        <translation>Township accepted for {0}</translation>
    </message>
    <message>
        <source>已选定 {0}</source>
        <translation>Chosen for {0}</translation>
    </message>
    <message>
        <source>已撤销 {0}</source>
        <translation>Undone {0}</translation>
    </message>
</context>
<context>
    <name>PinForm</name>
    <message>
        <source>坐标：经度和纬度</source>
        <translation>Coordinates: longitude and latitude</translation>
    </message>
    <message>
        <source>经度, 纬度，例如 121.4706, 31.2347</source>
        <translation>Longitude, latitude: 121.4706, 31.2347</translation>
    </message>
    <message>
        <source>坐标系</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>高德、腾讯</source>
        <translation>AMap, Tencent</translation>
    </message>
    <message>
        <source>百度</source>
        <translation>Baidu</translation>
    </message>
    <message>
        <source>GPS、天地图</source>
        <translation>GPS, Tianditu</translation>
    </message>
    <message>
        <source>确认，下一个（Enter）</source>
        <translation>Confirm, next (Enter)</translation>
    </message>
    <message>
        <source>就按街镇安排（Ctrl+T）</source>
        <translation>The township will do (Ctrl+T)</translation>
    </message>
    <message>
        <source>或者在{0}，±{1} 米（Alt+{2}）</source>
        <translation>Or in {0}, ±{1} m (Alt+{2})</translation>
    </message>
    <message>
        <source>现在找不到</source>
        <translation>Not found so far</translation>
    </message>
    <message>
        <source>现在按{0}估计：{1}, {2}（{3}），±{4} 米</source>
        <translation>Estimated by {0}: {1}, {2} ({3}), ±{4} m</translation>
    </message>
</context>
<context>
    <name>PlanPage</name>
    <message>
        <source>停止，保留目前最好的方案（Esc）</source>
        <translation>Stop, keep the best so far (Esc)</translation>
    </message>
    <message>
        <source>规划进度</source>
        <translation>Progress of the plan</translation>
    </message>
    <message>
        <source>请先处理</source>
        <translation>First of all</translation>
    </message>
    <message>
        <source>未排案件</source>
        <translation>Cases left out</translation>
    </message>
    <message>
        <source>小组</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>访</source>
        <translation>Visits</translation>
    </message>
    <message>
        <source>里程</source>
        <translation>Way</translation>
    </message>
    <message>
        <source>在途</source>
        <translation>Travel</translation>
    </message>
    <message>
        <source>小组列表</source>
        <translation>List of teams</translation>
    </message>
    <message>
        <source>站点</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>到达</source>
        <translation>Arrive</translation>
    </message>
    <message>
        <source>约定</source>
        <translation>Agreed</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>位置</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>等待</source>
        <translation>Wait</translation>
    </message>
    <message>
        <source>重新规划</source>
        <translation>Re-plan</translation>
    </message>
    <message>
        <source>未排（点开看案件）</source>
        <translation>Left out (click to see)</translation>
    </message>
    <message>
        <source>案件编号</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>余量</source>
        <translation>Spare</translation>
    </message>
    <message>
        <source>守约</source>
        <translation>On time</translation>
    </message>
    <message>
        <source>锁定</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>站点列表</source>
        <translation>List of stops</translation>
    </message>
    <message>
        <source>未排 {0}</source>
        <translation>Left out {0}</translation>
    </message>
    <message>
        <source>回电 {0}</source>
        <translation>Call back {0}</translation>
    </message>
    <message>
        <source>同意当日上门但未排入的，附可约时段（点开联系）</source>
        <translation>Agreed to this day and left out, with slots to offer (click to call)</translation>
    </message>
    <message>
        <source>撤约或改约 {0} 件，见“联系”页顶部</source>
        <translation>Call off or re-offer {0}: top of the contact page</translation>
    </message>
    <message>
        <source>{0} 未派出：{1}</source>
        <translation>{0} does not go: {1}</translation>
    </message>
    <message>
        <source>规划 {0}（F5）</source>
        <translation>Plan {0} (F5)</translation>
    </message>
    <message>
        <source>规划后有 {0} 件已排案件发生变化，请重新规划后再生成文件。</source>
        <translation>{0} planned cases have changed since. Plan again before making the papers.</translation>
    </message>
    <message>
        <source>案件</source>
        <translation>Cases</translation>
    </message>
    <message>
        <source>联系结果</source>
        <translation>Contacts</translation>
    </message>
    <message>
        <source>委托方档案</source>
        <translation>Lenders</translation>
    </message>
    <message>
        <source>授权书</source>
        <translation>Authorisations</translation>
    </message>
    <message>
        <source>外访员名单</source>
        <translation>Roster</translation>
    </message>
    <message>
        <source>还不能规划</source>
        <translation>Cannot plan yet</translation>
    </message>
    <message>
        <source>、</source>
        <comment>between listed words</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>还缺：{0}。把文件拖进窗口，或从“文件”菜单导入。</source>
        <translation>Missing: {0}. Drop the files into the window, or import them from the File menu.</translation>
    </message>
    <message>
        <source>正在规划 {0}</source>
        <translation>Planning {0}</translation>
    </message>
    <message>
        <source>可以随时停止，目前最好的方案会保留。</source>
        <translation>Stop at any time: the best plan so far is kept.</translation>
    </message>
    <message>
        <source>{0} 还没有规划</source>
        <translation>{0} is not planned yet</translation>
    </message>
    <message>
        <source>资料已齐，按 F5 开始规划。</source>
        <translation>Everything is there. Press F5 to plan.</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>需要密码</source>
        <translation>Password needed</translation>
    </message>
    <message>
        <source>关闭 Waifang 外访？</source>
        <translation>Close Waifang?</translation>
    </message>
    <message>
        <source>案件和联系结果只在内存中，关闭后会丢失。已生成的文件不受影响。</source>
        <translation>Cases and contacts are in memory only and will be lost. Files already written stay.</translation>
    </message>
    <message>
        <source>关闭并丢弃</source>
        <translation>Close and forget</translation>
    </message>
    <message>
        <source>继续工作</source>
        <translation>Keep working</translation>
    </message>
    <message>
        <source>关于 Waifang 外访</source>
        <translation>About Waifang</translation>
    </message>
    <message>
        <source>Waifang 外访 {0}</source>
        <translation>Waifang 外访 {0}</translation>
    </message>
    <message>
        <source>合规上门的规划、路线与文件。全部在本机运行，不联网。
MIT 许可。上门前请人工核对。</source>
        <translation>Plans, routes and papers for lawful visits. Runs on this machine alone, without a network.
MIT licence. Check by hand before you go.</translation>
    </message>
</context>
<context>
    <name>RecoveryPage</name>
    <message>
        <source>恢复密钥</source>
        <translation>Recovery key</translation>
    </message>
    <message>
        <source>忘记口令时只有它能打开案件库。它只显示这一次，程序不保存；请打印后和合同一样锁好，不要放在同一台电脑上。</source>
        <translation>If the pass-phrase is forgotten, only this opens the desk. It is shown once and kept nowhere: print it, lock it away like a contract, and not on this computer.</translation>
    </message>
    <message>
        <source>我已把恢复密钥放在安全的地方</source>
        <translation>The recovery key is in a safe place</translation>
    </message>
    <message>
        <source>打印…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>另存为文本…</source>
        <translation>Save as text…</translation>
    </message>
    <message>
        <source>开始工作</source>
        <translation>Start work</translation>
    </message>
    <message>
        <source>Waifang 外访 恢复密钥
案件库：{0}

{1}
</source>
        <translation>Waifang recovery key
Desk: {0}

{1}
</translation>
    </message>
    <message>
        <source>恢复密钥存到（请用 U 盘）</source>
        <translation>Save the recovery key (to a USB stick)</translation>
    </message>
</context>
<context>
    <name>ReplanMenu</name>
    <message>
        <source>只插入新案件，其余不动</source>
        <translation>Insert new cases only</translation>
    </message>
    <message>
        <source>各组的到访不变，只调顺序</source>
        <translation>Keep who goes where, improve the order</translation>
    </message>
    <message>
        <source>全部重新规划，尽量少换组</source>
        <translation>Re-plan everything, few team changes</translation>
    </message>
    <message>
        <source>从现在起，已完成的不动</source>
        <translation>From now on, what is done stays</translation>
    </message>
    <message>
        <source>小组晚点，从现在起重排</source>
        <translation>A team is late: plan on from now</translation>
    </message>
    <message>
        <source>小组停派，从现在起由他组接手</source>
        <translation>A team drops out, others take over from now on</translation>
    </message>
    <message>
        <source>解除全部锁定（{0}）</source>
        <translation>Unlock all ({0})</translation>
    </message>
    <message>
        <source>晚 {0} 分钟</source>
        <translation>{0} minutes late</translation>
    </message>
    <message>
        <source>其他分钟数…</source>
        <translation>Other minutes…</translation>
    </message>
    <message>
        <source>文书在小组停下的地方</source>
        <translation>Papers are where the team is</translation>
    </message>
    <message>
        <source>文书已送回出发地</source>
        <translation>Papers are back at the office</translation>
    </message>
    <message>
        <source>小组晚点</source>
        <translation>A team is late</translation>
    </message>
    <message>
        <source>{0} 比方案晚多少分钟？</source>
        <translation>How many minutes is {0} behind its plan?</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>改动清单</source>
        <translation>List of changes</translation>
    </message>
    <message>
        <source>采用新方案</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>保留原方案</source>
        <translation>Keep the old plan</translation>
    </message>
    <message>
        <source>重新规划的结果：{0} 处改动，尚未采用</source>
        <translation>Re-planned, not accepted yet. Changes: {0}</translation>
    </message>
    <message>
        <source>到访</source>
        <translation>Visits</translation>
    </message>
    <message>
        <source>价值</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>里程（公里）</source>
        <translation>km</translation>
    </message>
    <message>
        <source>在途（小时）</source>
        <translation>Travel (h)</translation>
    </message>
    <message>
        <source>等待（分钟）</source>
        <translation>Waiting (min)</translation>
    </message>
    <message>
        <source>加班（分钟）</source>
        <translation>Overtime (min)</translation>
    </message>
    <message>
        <source>忙闲差（小时）</source>
        <translation>Longest minus shortest (h)</translation>
    </message>
    <message>
        <source>撤约</source>
        <translation>Call off</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Dropped</translation>
    </message>
    <message>
        <source>未排入</source>
        <translation>Left out</translation>
    </message>
    <message>
        <source>重新告知</source>
        <translation>Tell again</translation>
    </message>
    <message>
        <source>交接</source>
        <translation>Hand-over</translation>
    </message>
    <message>
        <source>换组</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>改时</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>改序</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>新增</source>
        <translation>New</translation>
    </message>
</context>
<context>
    <name>RulingDialog</name>
    <message>
        <source>决定：案件 {0}</source>
        <translation>Decide: case {0}</translation>
    </message>
    <message>
        <source>决定</source>
        <translation>Decision</translation>
    </message>
    <message>
        <source>申请人</source>
        <translation>Requested by</translation>
    </message>
    <message>
        <source>批准人</source>
        <translation>Approved by</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>寄出日期</source>
        <translation>Sent on</translation>
    </message>
    <message>
        <source>取消电话</source>
        <translation>Call-off number</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>登记</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>请填写申请人姓名。</source>
        <translation>Please enter who requests it.</translation>
    </message>
    <message>
        <source>请填写批准人姓名。</source>
        <translation>Please enter who approves it.</translation>
    </message>
    <message>
        <source>申请人不能批准自己的申请。</source>
        <translation>Nobody approves his own request.</translation>
    </message>
    <message>
        <source>请填写取消上门的电话。</source>
        <translation>Please enter the number to call the visit off.</translation>
    </message>
    <message>
        <source>请填写理由。</source>
        <translation>Please enter a reason.</translation>
    </message>
</context>
<context>
    <name>SlotList</name>
    <message>
        <source>可约时段（按 1–5 填入）</source>
        <translation>Slots to offer (keys 1–5 fill them in)</translation>
    </message>
    <message>
        <source>正在查找…</source>
        <translation>Looking…</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>时间线</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>在途</source>
        <translation>Travel</translation>
    </message>
    <message>
        <source>等待</source>
        <translation>Wait</translation>
    </message>
    <message>
        <source>休息</source>
        <translation>Break</translation>
    </message>
    <message>
        <source>到访 {0}&#x3000;{1}</source>
        <translation>Visit {0}  {1}</translation>
    </message>
    <message>
        <source>&#x3000;约 {0}–{1}</source>
        <translation>  agreed {0}–{1}</translation>
    </message>
    <message>
        <source>余量 {0}&#x3000;守约 {1}</source>
        <translation>spare {0}&#x3000;on time {1}</translation>
    </message>
    <message>
        <source>锁定 {0}</source>
        <translation>locked: {0}</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>打开案件库</source>
        <translation>Open a desk</translation>
    </message>
    <message>
        <source>口令，或打印的恢复密钥</source>
        <translation>Pass-phrase, or the printed recovery key</translation>
    </message>
    <message>
        <source>最近的备份（恢复到新文件，原文件保留）：</source>
        <translation>Newest back-ups (restored to a new file; the old one stays):</translation>
    </message>
    <message>
        <source>最近的备份</source>
        <translation>Newest back-ups</translation>
    </message>
    <message>
        <source>换一个案件库</source>
        <translation>Another desk</translation>
    </message>
    <message>
        <source>照现状打开</source>
        <translation>Open as it is</translation>
    </message>
    <message>
        <source>从所选备份恢复</source>
        <translation>Restore this back-up</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
</context>
<context>
    <name>Workday</name>
    <message>
        <source>请稍候</source>
        <translation>Please wait</translation>
    </message>
    <message>
        <source>另一项工作还在进行，请等它结束或先停止，再试一次。</source>
        <translation>Another piece of work is going on: wait for its end or stop it, then try again.</translation>
    </message>
</context>
<context>
    <name>ruling</name>
    <message>
        <source>复核拒绝（须有本人新的同意）</source>
        <translation>Refusal reviewed (needs his newer consent)</translation>
    </message>
    <message>
        <source>确认提示 {0}</source>
        <translation>Accept warning {0}</translation>
    </message>
    <message>
        <source>登记通知信（联系不上本人）</source>
        <translation>Notice letter sent (unreachable)</translation>
    </message>
    <message>
        <source>放行未约上门（联系不上本人）</source>
        <translation>Release an unannounced visit (unreachable)</translation>
    </message>
    <message>
        <source>暂停：交法务</source>
        <translation>Hold: legal</translation>
    </message>
    <message>
        <source>暂停：困难</source>
        <translation>Hold: hardship</translation>
    </message>
    <message>
        <source>暂停：异议</source>
        <translation>Hold: dispute</translation>
    </message>
    <message>
        <source>暂停：投诉</source>
        <translation>Hold: complaint</translation>
    </message>
    <message>
        <source>法务已答复，解除</source>
        <translation>Legal answered, lift</translation>
    </message>
    <message>
        <source>困难已复核，解除</source>
        <translation>Hardship reviewed, lift</translation>
    </message>
    <message>
        <source>异议已答复，解除</source>
        <translation>Dispute answered, lift</translation>
    </message>
    <message>
        <source>投诉已答复，解除</source>
        <translation>Complaint answered, lift</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>已排 {0}</source>
        <translation>Planned {0}</translation>
    </message>
    <message>
        <source>可上门</source>
        <translation>Visit</translation>
    </message>
    <message>
        <source>先联系</source>
        <translation>Call first</translation>
    </message>
    <message>
        <source>只寄信</source>
        <translation>Letter only</translation>
    </message>
    <message>
        <source>不得上门</source>
        <translation>No visit</translation>
    </message>
    <message>
        <source>待定位</source>
        <translation>To locate</translation>
    </message>
    <message>
        <source>无组可行</source>
        <translation>No team can</translation>
    </message>
    <message>
        <source>已排满</source>
        <translation>Full</translation>
    </message>
    <message>
        <source>同意</source>
        <translation>Consent</translation>
    </message>
    <message>
        <source>改期</source>
        <translation>Another day</translation>
    </message>
    <message>
        <source>待联系</source>
        <translation>To contact</translation>
    </message>
    <message>
        <source>已约定</source>
        <translation>Appointed</translation>
    </message>
    <message>
        <source>拒绝上门</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>联系不上</source>
        <translation>Unreachable</translation>
    </message>
    <message>
        <source>暂停</source>
        <translation>On hold</translation>
    </message>
    <message>
        <source>已排</source>
        <translation>Planned</translation>
    </message>
    <message>
        <source>已到访</source>
        <translation>Visited</translation>
    </message>
    <message>
        <source>跟进</source>
        <translation>Follow-up</translation>
    </message>
    <message>
        <source>寄信</source>
        <translation>Letter</translation>
    </message>
    <message>
        <source>已退案</source>
        <translation>Returned</translation>
    </message>
    <message>
        <source>拒绝</source>
        <translation>Refusal</translation>
    </message>
    <message>
        <source>未接通</source>
        <translation>Not reached</translation>
    </message>
    <message>
        <source>异议</source>
        <translation>Dispute</translation>
    </message>
    <message>
        <source>投诉</source>
        <translation>Complaint</translation>
    </message>
    <message>
        <source>困难</source>
        <translation>Hardship</translation>
    </message>
    <message>
        <source>无人接听</source>
        <translation>no answer</translation>
    </message>
    <message>
        <source>本人</source>
        <translation>Debtor</translation>
    </message>
    <message>
        <source>他人</source>
        <translation>Somebody else</translation>
    </message>
    <message>
        <source>已确认</source>
        <translation>confirmed</translation>
    </message>
    <message>
        <source>小区级</source>
        <translation>compound</translation>
    </message>
    <message>
        <source>门牌级</source>
        <translation>house no.</translation>
    </message>
    <message>
        <source>道路级</source>
        <translation>road</translation>
    </message>
    <message>
        <source>居委级</source>
        <translation>neighbourhood</translation>
    </message>
    <message>
        <source>车站级</source>
        <translation>station</translation>
    </message>
    <message>
        <source>街镇级</source>
        <translation>township</translation>
    </message>
    <message>
        <source>区级</source>
        <translation>district</translation>
    </message>
    <message>
        <source>未找到</source>
        <translation>not found</translation>
    </message>
    <message>
        <source>M月d日</source>
        <comment>a QLocale date pattern: day and month</comment>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>低 {0}</source>
        <translation>low {0}</translation>
    </message>
    <message>
        <source>{0} 分</source>
        <translation>{0} min</translation>
    </message>
    <message>
        <source>{0} 访 · {1} 组 · {2} km · 在途 {3} · 等待 {4} · 加班 {5}</source>
        <translation>{0} visits · {1} teams · {2} km · travel {3} · waiting {4} · overtime {5}</translation>
    </message>
    <message>
        <source>撤约或改约</source>
        <translation>Call off</translation>
    </message>
    <message>
        <source>回电</source>
        <translation>Call back</translation>
    </message>
    <message>
        <source>组</source>
        <translation>team</translation>
    </message>
    <message>
        <source>次</source>
        <translation>place</translation>
    </message>
    <message>
        <source>时</source>
        <translation>start</translation>
    </message>
    <message>
        <source>{0} 再打</source>
        <translation>Call on {0}</translation>
    </message>
    <message>
        <source>不可再打</source>
        <translation>No more calls</translation>
    </message>
    <message>
        <source>通 {0} 试 {1}</source>
        <translation>{0} held, {1} miss</translation>
    </message>
</context>
</TS>
