"""Pure rules of dividing an order among enterprises and of what each is owed."""
