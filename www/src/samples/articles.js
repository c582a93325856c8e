/** Two short notices made up for the demonstration: one with a fault of each common kind, one without any. */

/** Something to find in almost every line. The telephone number is a carrier's public test number. */
export const FAULTY = {
  title: "关于便民服务平台升级的通知",
  text: [
    "根据海政办发[2021]30号文件要求，县便民服务平台已完成升级，请用户登陆系统后核对个人信息。",
    "截止目前已有三人反映无法收到验证码，技术人员正在处理。小编觉得新版真的太好用了，全县人民奔走相告！",
    "各单位要布署专人负责解答，再接再励，做好后续服务。如有疑问，请联系李老师，手机13800138000。",
  ].join("\n"),
};

/** The same notice as it should be. */
export const CLEAN = {
  title: "关于便民服务平台升级的通知",
  text: [
    "根据海政办发〔2021〕30号文件要求，县便民服务平台已完成升级，请用户登录系统后核对个人信息。",
    "截至目前已有3人反映无法收到验证码，技术人员正在处理，预计今日恢复。",
    "各单位要部署专人负责解答，做好后续服务。如有疑问，请拨打政务服务便民热线12345。",
  ].join("\n"),
};
