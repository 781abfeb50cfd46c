"""What the consoles refuse."""

from plugins.kernel.errors import DomainError, NotAllowed


class LoginTooOften(NotAllowed):
    code = "LOGIN_TOO_OFTEN"
    zh = "这个账号在这里输错密码的次数过多。"
    en = "Wrong passwords were tried too often for this account from here."
    remedy_zh = "请 {minutes} 分钟后再试，或请管理员重设密码。"
    remedy_en = "Try again in {minutes} minutes, or have an administrator reset the password."


class LoginBusy(NotAllowed):
    code = "LOGIN_BUSY"
    zh = "登录请求过多，系统已放慢。"
    en = "Too many logins are being tried: they are slowed down."
    remedy_zh = "请等半分钟再试。"
    remedy_en = "Wait half a minute and try again."


class DemoOnly(DomainError):
    code = "DEMO_ONLY"
    zh = "演示账号只用于本机试用，生产环境不创建。"
    en = "Demo accounts are for laptops; production gets none."
    remedy_zh = "请用 manage.py createsuperuser 建立管理员，再在员工接口添加员工。"
    remedy_en = "Make an administrator with `manage.py createsuperuser`, add staff from there."
