"""What the consoles refuse."""

from plugins.kernel.errors import DomainError


class DemoOnly(DomainError):
    code = "DEMO_ONLY"
    zh = "演示账号只用于本机试用，生产环境不创建。"
    en = "Demo accounts are for laptops; production gets none."
    remedy_zh = "请用 manage.py createsuperuser 建立管理员，再在员工接口添加员工。"
    remedy_en = "Make an administrator with `manage.py createsuperuser`, add staff from there."
